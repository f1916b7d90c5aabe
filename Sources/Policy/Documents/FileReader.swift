public import Diagnostics
import Foundation

/// Reads files whole, checks what they are made of, and never more than a limit.
public enum FileReader {
  /// A policy file larger than this is a mistake.
  public static let policyLimit_bytes = 4 << 20
  /// A file of facts or a record larger than this is a mistake.
  public static let factsLimit_bytes = 4 << 20

  /// The text of a file. `-` is standard input.
  public static func text(at path: String, limit_bytes: Int) -> Result<SourceText, Diagnostic> {
    let handle: FileHandle
    if path == "-" {
      handle = .standardInput
    } else {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
        let what = isFolder.boolValue ? "`\(path)` is a folder, a file is needed" : "there is no file `\(path)`"
        return .failure(Diagnostic(.unreadableFile, what, help: "check the path; `-` reads standard input"))
      }
      guard let opened = FileHandle(forReadingAtPath: path) else {
        return .failure(Diagnostic(.unreadableFile, "the file `\(path)` can't be read", help: "check its permissions"))
      }
      handle = opened
    }
    guard var data = try? handle.read(upToCount: limit_bytes + 1) ?? Data() else {
      return .failure(Diagnostic(.unreadableFile, "the file `\(path)` can't be read"))
    }
    if data.count > limit_bytes {
      return .failure(
        Diagnostic(
          .fileTooLarge, "the file `\(path)` is larger than \(limit_bytes >> 20) MiB", help: "split it, or check that it is the right one"))
    }
    // Some editors put a byte order mark before UTF-8; it is no part of the text.
    if data.starts(with: [0xEF, 0xBB, 0xBF]) { data = Data(data.dropFirst(3)) }
    guard let text = String(validating: data, as: UTF8.self) else {
      return .failure(invalidUTF8(data, path))
    }
    return .success(SourceText(name: path, text: text))
  }

  /// The data in a file: JSON if it says so by its name or begins like it, YAML otherwise.
  public static func data(at path: String, limit_bytes: Int) -> Result<DataFile, Diagnostic> {
    text(at: path, limit_bytes: limit_bytes).flatMap { source in
      parse(source).map { DataFile(source: source, root: $0) }
    }
  }

  /// The data in a text.
  public static func parse(_ source: SourceText) -> Result<DataNode, Diagnostic> {
    let isJSON = source.name.hasSuffix(".json") || source.text.utf8.first { $0 > 0x20 } == UInt8(ascii: "{")
    return isJSON ? JSONReader.read(source) : YAMLReader.read(source)
  }

  private static func invalidUTF8(_ data: Data, _ path: String) -> Diagnostic {
    let source = SourceText(name: path, text: String(decoding: data, as: UTF8.self))
    var offset = 0
    var bytes = data.makeIterator()
    var decoder = UTF8()
    while case .scalarValue(let scalar) = decoder.decode(&bytes) { offset += UTF8.width(scalar) }
    return Diagnostic(.invalidUTF8, "the file is not UTF-8 text here", in: source, at: offset..<offset + 3, help: "save it as UTF-8")
  }
}
