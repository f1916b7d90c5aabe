public import Foundation

/// The repository that the tests stand in and read.
public enum Repository {
  /// Its root, from where this file stands.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of its policy packages.
  public static let policies = root.appendingPathComponent("policies")

  /// The files under a folder with one of these endings, as paths from the root, in order.
  public static func files(under folder: String, endings: [String]) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return walker.compactMap { $0 as? String }.filter { path in
      endings.contains { path.hasSuffix($0) } && !path.contains(".build/")
    }.map { folder + "/" + $0 }.sorted()
  }

  /// The text of a file, by its path from the root.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
