import Foundation

/// Poppler's tools, asked about a PDF.
public enum PDFTool {
  struct Failure: Error { let text: String }

  /// What a tool prints; `FILE` among the arguments stands for the PDF.
  public static func run(_ name: String, _ arguments: [String], on pdf: [UInt8]) throws -> String {
    try TemporaryFolder.with { folder in
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
  }

  /// The text as it is laid out, a form feed after each page.
  public static func text(_ pdf: [UInt8]) throws -> String { try run("pdftotext", ["-layout", "FILE", "-"], on: pdf) }

  /// The text in the order it was drawn.
  public static func raw(_ pdf: [UInt8]) throws -> String { try run("pdftotext", ["-raw", "FILE", "-"], on: pdf) }

  /// The text without anything that only lays it out.
  public static func letters(_ pdf: [UInt8]) throws -> String { try raw(pdf).filter { !$0.isWhitespace } }

  /// The number of pages, or -1.
  public static func pages(_ pdf: [UInt8]) throws -> Int {
    let line = try run("pdfinfo", ["FILE"], on: pdf).split(separator: "\n").first { $0.hasPrefix("Pages:") }
    return line.flatMap { Int($0.dropFirst(6).filter { $0 != " " }) } ?? -1
  }
}
