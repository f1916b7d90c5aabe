import Casework
import Storage

/// Notices in their rows.
enum NoticeStore {
  static func load(_ id: String, in tx: any Transaction) throws -> Notice? {
    try tx.first("SELECT body FROM notices WHERE id = $1", [.text(id)]).map { try JSONBody.value(Notice.self, $0.text(0)) }
  }

  static func isClosed(_ id: String, in tx: any Transaction) throws -> Bool {
    try tx.first("SELECT closed_at FROM notices WHERE id = $1", [.text(id)])?.isNull(0) == false
  }
}
