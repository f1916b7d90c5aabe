import Casework
import Storage

/// Payment batches in their rows.
enum BatchStore {
  static func load(_ id: String, in tx: any Transaction) throws -> PaymentBatch? {
    try tx.first("SELECT body FROM batches WHERE id = $1", [.text(id)]).map { try JSONBody.value(PaymentBatch.self, $0.text(0)) }
  }

  /// The lines that have their result.
  static func answered(_ id: String, in tx: any Transaction) throws -> Set<Int> {
    Set(try tx.query("SELECT line FROM batch_results WHERE batch = $1", [.text(id)]).map { Int($0.integer(0)) })
  }
}
