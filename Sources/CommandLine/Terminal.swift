import ArgumentParser
import Diagnostics
import Foundation
import Policy

/// What the commands share about printing.
enum Terminal {
  /// Whether standard output is a terminal that shows colours.
  static var hasColours: Bool { isatty(STDOUT_FILENO) == 1 && isPlainless }
  /// Whether a person sits at the other end of standard input and output.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  private static var isPlainless: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal, at least 24; 100 where there is none.
  static var width: Int { max(24, statedWidth ?? 100) }

  private static var statedWidth: Int? {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Prints without a line end added.
  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  /// Prints diagnostics: text on standard error, JSON on standard output.
  static func report(_ diagnostics: [Diagnostic], json: Bool) {
    if json {
      write(JSONText.object([("diagnostics", .list(diagnostics.map(\.json)))]).pretty)
      return
    }
    let colours = isatty(STDERR_FILENO) == 1 && isPlainless
    let text = diagnostics.map { $0.text(colours: colours) }.joined(separator: "\n")
    FileHandle.standardError.write(Data(text.utf8))
    let errors = diagnostics.count { $0.severity == .error }
    if errors > 1 { FileHandle.standardError.write(Data("\n\(errors) errors\n".utf8)) }
  }

  /// The value, or the diagnostic printed and exit code 2.
  static func unwrap<Value>(_ result: Result<Value, Diagnostic>, json: Bool) throws -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let diagnostic):
      report([diagnostic], json: json)
      throw ExitCode(2)
    }
  }

  /// Cuts a text to a width in columns, with an ellipsis.
  static func cut(_ text: String, to width: Int) -> String {
    if text.terminalWidth <= width { return text }
    var out = ""
    var used = 0
    for character in text {
      if used + character.terminalWidth > width - 1 { break }
      out.append(character)
      used += character.terminalWidth
    }
    return out + "…"
  }

  /// Breaks a text into lines of a width: at spaces, and after characters of two columns, but not before closing punctuation.
  static func wrap(_ text: String, to width: Int) -> String {
    var lines: [String] = []
    var line = ""
    var word = ""
    func place() {
      if !line.isEmpty, line.terminalWidth + word.terminalWidth > width {
        lines.append(line.last == " " ? String(line.dropLast()) : line)
        line = ""
      }
      line += word
      word = ""
    }
    for character in text {
      let closes = "，。；：、）》”".contains(character)
      if let last = word.last, !closes, last == " " || last.terminalWidth > 1 && !"（《“".contains(last) { place() }
      word.append(character)
    }
    place()
    return (lines + [line]).joined(separator: "\n")
  }

  /// Fills a text with spaces up to a width in columns.
  static func pad(_ text: String, to width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.terminalWidth)) }
}

extension Diagnostic {
  /// The diagnostic as JSON.
  var json: JSONText {
    .present([
      ("id", .string(id.rawValue)),
      ("severity", .string(severity.rawValue)),
      ("message", .string(message)),
      ("help", help.map { .string($0) }),
      ("file", place.map { .string($0.file) }),
      ("line", place.map { .number(String($0.line)) }),
      ("column", place.map { .number(String($0.column)) }),
    ])
  }
}
