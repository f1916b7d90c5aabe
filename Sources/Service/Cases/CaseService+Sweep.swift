public import Storage

extension CaseService {
  /// Removes kept files that no event names and that are older than a day: what was uploaded for acts that were refused. Gives their number.
  ///
  /// An act names a file that was taken in moments before; what nothing has named for a day is named by nothing any more.
  @discardableResult
  public func sweepFiles(olderThan_seconds age_seconds: Int64 = 86_400) async throws -> Int {
    let aged = try await files.aged(over: age_seconds)
    if aged.isEmpty { return 0 }
    // The log is read after the files: what was named meanwhile is seen.
    let unnamed = try await database.read { tx in try NamedFiles.unnamed(Set(aged), in: tx) }
    var count = 0
    for sha256 in unnamed.sorted() where try await files.remove(sha256, olderThan: age_seconds) { count += 1 }
    return count
  }
}

/// The files that the log names.
public enum NamedFiles {
  /// The length of each by its hash, for a backup to be checked with. Throws `StorageError`.
  public static func sizes_bytes(in tx: any Transaction) throws -> [String: Int64] {
    try AuditFiles.named(in: tx).mapValues(\.size_bytes)
  }

  /// Those of some files that no event names. Bodies are searched as texts, without being read as JSON: that is some twenty times faster,
  /// and what is found too much is only kept.
  static func unnamed(_ files: Set<String>, in tx: any Transaction) throws -> Set<String> {
    var left = files
    try tx.forEach("SELECT body FROM events WHERE type IN (\(AuditFiles.types)) ORDER BY seq", []) { row in
      if left.isEmpty { return }
      for sha256 in hashes(in: row.text(0)) { left.remove(sha256) }
    }
    return left
  }

  private static let mark = Array("\"sha256\":\"".utf8)

  /// Whatever stands after `"sha256":` in a body.
  static func hashes(in body: String) -> [String] {
    var text = body
    return text.withUTF8 { bytes in
      var found: [String] = []
      var place = 0
      while place + mark.count <= bytes.count {
        guard bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) else {
          place += 1
          continue
        }
        let end = min(place + mark.count + 64, bytes.count)
        found.append(String(decoding: bytes[place + mark.count..<end], as: UTF8.self))
        place = end
      }
      return found
    }
  }
}
