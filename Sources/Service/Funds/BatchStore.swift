import Casework
import Policy
import Storage

/// Payment batches in their rows.
enum BatchStore {
  static func load(_ id: String, in tx: any Transaction) throws -> PaymentBatch? {
    try tx.first("SELECT body FROM batches WHERE id = $1", [.text(id)]).map { try JSONBody.value(PaymentBatch.self, $0.text(0)) }
  }

  /// A batch, to whoever handed it to the bank; to others there is none.
  static func payable(_ id: String, by actor: Actor, _ book: PolicyBook, in tx: any Transaction) throws -> PaymentBatch {
    guard let batch = try load(id, in: tx), book.procedure(batch.procedure)?.payingOffice(of: actor) == batch.office else {
      throw Refusal.noSuchBatch
    }
    return batch
  }

  /// The lines that have their result.
  static func answered(_ id: String, in tx: any Transaction) throws -> Set<Int> {
    Set(try tx.query("SELECT line FROM batch_results WHERE batch = $1", [.text(id)]).map { Int($0.integer(0)) })
  }
}
