import Foundation

extension FileStore {
  /// The hashes of the files that were last taken in longer than `age_seconds` ago. Throws `FileStoreError`.
  public func aged(over age_seconds: Int64) async throws -> [String] {
    try await run { try all().filter { sha256 in Self.age_seconds(try path(sha256)).map { $0 > age_seconds } ?? false } }
  }

  /// Removes a file that nothing names, unless it was taken in again within the last `age_seconds`. Gives whether it is gone.
  ///
  /// The same content may be taken in at this very moment: the file is put aside first, looked at there, and put back if it is new.
  public func remove(_ sha256: String, olderThan age_seconds: Int64) async throws -> Bool {
    try await run {
      let path = try path(sha256)
      let aside = "\(root)/incoming/\(UUID().uuidString.lowercased())"
      guard rename(path, aside) == 0 else {
        if errno == ENOENT { return false }
        throw FileStoreError.system(errno: errno)
      }
      if let age = Self.age_seconds(aside), age > age_seconds {
        unlink(aside)
        return true
      }
      guard rename(aside, path) == 0 else { throw FileStoreError.system(errno: errno) }
      return false
    }
  }

  /// How long ago a file was written; nil if it isn't there.
  private static func age_seconds(_ path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(time(nil) - status.st_mtim.tv_sec) : nil
  }
}
