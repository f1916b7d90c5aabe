import Foundation

/// Folders, and what makes names in them survive a power cut.
enum Folder {
  /// Makes a folder and those above it. Throws `FileStoreError.system`.
  static func make(_ path: String) throws {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    var missing: [String] = []
    while !parts.isEmpty {
      let folder = parts.joined(separator: "/")
      if folder.isEmpty || access(folder, F_OK) == 0 { break }
      missing.append(folder)
      parts.removeLast()
    }
    for folder in missing.reversed() {
      // Somebody else may have made it in between.
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw FileStoreError.system(errno: errno) }
      try sync(parent(of: folder))
    }
  }

  /// Brings the names in a folder to the disk.
  static func sync(_ path: String) throws {
    let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileStoreError.system(errno: errno) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileStoreError.system(errno: errno) }
  }

  /// The folder that a path stands in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
