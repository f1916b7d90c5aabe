public import Casework
public import Storage
import Values

/// How much an enterprise may upload.
public struct UploadSettings: Sendable, Hashable {
  /// Bytes of one enterprise within the period; the same content counts once. Twenty full claims take less.
  public var quota_bytes: Int64 = 2 << 30
  /// How long an upload counts.
  public var period_days = 365

  /// The default figures.
  public init() {}
}

extension CaseService {
  /// Refuses an upload of an enterprise that has used up what it may upload, before anything of it is read. Throws `upload.quota_used`.
  public func requireUploadRoom(by actor: Actor) async throws {
    guard let enterprise = actor.enterprise else { return }
    let since = uploadsSince
    let used = try await database.read { tx in try Self.uploaded(enterprise, since: since, in: tx) }
    if used >= uploads.quota_bytes { throw Refusal.uploadQuota(uploads) }
  }

  /// Counts a file that was taken in, whatever becomes of it. Throws `upload.quota_used` where it is beyond what the enterprise may upload.
  public func countUpload(_ file: StoredFile, by actor: Actor) async throws {
    guard let enterprise = actor.enterprise else { return }
    let (since, today) = (uploadsSince, time.now().day.description)
    let used = try await database.write { tx in
      try tx.execute(
        """
        INSERT INTO uploads (enterprise, sha256, size_bytes, day) VALUES ($1, $2, $3, $4)
        ON CONFLICT (enterprise, sha256) DO UPDATE SET day = excluded.day
        """, [.text(enterprise), .text(file.sha256), .integer(file.size_bytes), .text(today)])
      return try Self.uploaded(enterprise, since: since, in: tx)
    }
    if used > uploads.quota_bytes { throw Refusal.uploadQuota(uploads) }
  }

  private var uploadsSince: String { (time.now().day.adding(days: -uploads.period_days) ?? .earliest).description }

  private static func uploaded(_ enterprise: String, since day: String, in tx: any Transaction) throws -> Int64 {
    let row = try tx.first(
      "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM uploads WHERE enterprise = $1 AND day > $2",
      [.text(enterprise), .text(day)])
    return row?.integer(0) ?? 0
  }
}

extension Refusal {
  static func uploadQuota(_ settings: UploadSettings) -> Refusal {
    let size = "\(settings.quota_bytes >> 20) MB"
    return Refusal(
      code: "upload.quota_used",
      message: Bilingual(
        zh: "贵企业 \(settings.period_days) 天内上传的文件已超过 \(size)，本次没有保存。已上传的文件可在其他申报中继续使用；如需增加，请联系主管部门。",
        en:
          "Your enterprise has uploaded more than \(size) within \(settings.period_days) days; this was not kept. Ask the office for more."),
      status: .limited)
  }
}
