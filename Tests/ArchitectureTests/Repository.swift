import Foundation

/// The repository that these tests read.
enum Repository {
  /// Its root, from where this file stands.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files under a folder with one of these endings, as paths from the root.
  static func files(under folder: String, endings: [String]) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return walker.compactMap { $0 as? String }.filter { path in
      endings.contains { path.hasSuffix($0) } && !path.contains(".build/")
    }.map { folder + "/" + $0 }.sorted()
  }

  static func text(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }
}
