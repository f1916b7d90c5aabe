import Foundation
import Paper

/// Poppler's tools, asked about a paper.
enum Tool {
  struct Failure: Error { let text: String }

  static func run(_ name: String, _ arguments: [String], on pdf: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("paper.pdf")
    try Data(pdf).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments.map { $0 == "FILE" ? file.path : $0 }
    let out = Pipe()
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(text: "\(name) ended with \(process.terminationStatus)") }
    return String(decoding: data, as: UTF8.self)
  }

  static func text(_ pdf: [UInt8]) throws -> String { try run("pdftotext", ["-layout", "FILE", "-"], on: pdf) }

  /// The text without anything that only lays it out.
  static func letters(_ pdf: [UInt8]) throws -> String { try run("pdftotext", ["-raw", "FILE", "-"], on: pdf).filter { !$0.isWhitespace } }

  static func pages(_ pdf: [UInt8]) throws -> Int {
    let line = try run("pdfinfo", ["FILE"], on: pdf).split(separator: "\n").first { $0.hasPrefix("Pages:") }
    return line.flatMap { Int($0.dropFirst(6).filter { $0 != " " }) } ?? -1
  }
}
