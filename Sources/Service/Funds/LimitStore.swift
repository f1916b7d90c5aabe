import FundLedger
import Storage

/// What is used of limits, in rows that follow from the log.
enum LimitStore {
  /// What all claims together have used of a limit.
  static func used(_ key: LimitKey, in tx: any Transaction) throws -> Int64 {
    try tx.first("SELECT used FROM limits WHERE key = $1", [.text(key.text)])?.integer(0) ?? 0
  }

  /// What claims other than this one have used of a limit.
  static func used(_ key: LimitKey, exceptBy caseID: String, in tx: any Transaction) throws -> Int64 {
    let own =
      try tx.first(
        "SELECT quantity FROM limit_uses WHERE case_id = $1 AND key = $2", [.text(caseID), .text(key.text)])?.integer(0) ?? 0
    return try used(key, in: tx) - own
  }

  /// What a claim has used of its limits.
  static func taken(by caseID: String, in tx: any Transaction) throws -> [LimitTaken] {
    try tx.query("SELECT key, quantity FROM limit_uses WHERE case_id = $1 AND quantity > 0 ORDER BY key", [.text(caseID)]).compactMap {
      row in
      LimitKey(row.text(0)).map { LimitTaken(key: $0, quantity: row.integer(1)) }
    }
  }
}

/// What an act took of limits, or gave back: an event of the case's stream of money.
struct LimitChange: Codable {
  let caseID: String
  let taken: [LimitUse]
  let givenBack: [LimitTaken]
}
