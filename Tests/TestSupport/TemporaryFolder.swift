public import Foundation

/// A folder of one test's own, removed with everything in it when nobody holds it any more.
public final class TemporaryFolder {
  /// Where it is.
  public let url: URL
  /// Where it is, as a path.
  public var path: String { url.path }

  /// An empty folder, or a copy of one.
  public init(copyOf original: URL? = nil) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-test-\(UUID().uuidString)")
    if let original {
      try FileManager.default.copyItem(at: original, to: url)
    } else {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Runs a body with a new, empty folder, which is there until the body ends.
  public static func with<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.url) }
  }

  /// Runs a body that waits with a new, empty folder, which is there until the body ends.
  public static func with<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try await body(folder.url)
  }

  /// Writes a file, with the folders above it.
  public func write(_ data: Data, to path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// Writes a text.
  public func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  /// Takes a file away.
  public func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appendingPathComponent(path)) }
}
