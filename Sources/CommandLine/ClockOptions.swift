import ArgumentParser
import Foundation
import Service

/// Another time than that of the machine: for tests, which let weeks pass.
struct ClockOptions: ParsableArguments {
  @Option(name: .long, help: .hidden) var clockFile: String?

  /// The clock of the machine, or that of a file.
  func source() throws -> any TimeSource {
    guard let clockFile else { return SystemTime() }
    guard ClockFile.offset_seconds(clockFile) != nil else {
      throw ValidationError("the clock file \(clockFile) holds no whole number of seconds")
    }
    return ClockFile(path: clockFile)
  }
}

/// The clock of the machine, moved by as many seconds as stand in a file; whoever writes the file moves the clock.
struct ClockFile: TimeSource {
  let path: String

  func now() -> Moment { SystemTime().now().adding(seconds: ClockFile.offset_seconds(path) ?? 0) }

  /// The number in the file; nil where there is none, as in the instant in which it is written.
  static func offset_seconds(_ path: String) -> Int64? {
    guard let content = FileManager.default.contents(atPath: path) else { return nil }
    return Int64(String(decoding: content, as: UTF8.self).filter { !$0.isWhitespace })
  }
}
