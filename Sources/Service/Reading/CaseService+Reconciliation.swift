public import Casework
import FundLedger
import Storage
public import Values

extension CaseService {
  /// What a batch says and what the book says about it (对账).
  public struct Reconciliation: Sendable, Hashable {
    /// The sums of the batch: all lines, paid, returned, without a result.
    public let ordered, paid, returned, open: Money
    /// The same from the entries of the book.
    public let bookOrdered, bookPaid, bookReturned: Money

    /// Whether batch and book agree, and every line is accounted for.
    public var agrees: Bool {
      ordered == bookOrdered && paid == bookPaid && returned == bookReturned
        && ordered.minor == paid.minor + returned.minor + open.minor
    }
  }

  /// Lays a batch beside the book, line by line. Throws `Refusal` where there is no such batch for this person.
  public func reconciliation(batch id: String, by actor: Actor) async throws -> Reconciliation {
    let (batch, results) = try await self.batch(id, by: actor)
    return try await database.read { tx in
      func sum(_ act: LedgerAct.Kind, _ condition: String, _ arguments: [SQLValue]) throws -> Int64 {
        try tx.first(
          "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS {bigint}) FROM ledger_entries WHERE \(condition) AND act = '\(act.rawValue)'".for(
            tx),
          arguments)?.integer(0) ?? 0
      }
      var (ordered, paid, returned, open): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
      var (bookOrdered, bookPaid, bookReturned): (Int64, Int64, Int64) = (0, 0, 0)
      for (index, line) in batch.lines.enumerated() {
        let amount = line.amount.minor
        ordered += amount
        bookOrdered += try sum(.order, "case_id = $1 AND reference = $2", [.text(line.caseID), .text(id)])
        switch results[index + 1]?.outcome {
        case .paid(let reference):
          paid += amount
          bookPaid += try sum(.pay, "case_id = $1 AND reference = $2", [.text(line.caseID), .text(reference)])
        case .returned:
          returned += amount
          // Sent back at once, or after it had been called paid.
          for act in [LedgerAct.Kind.bankReturn, .returnPaid] {
            bookReturned += try sum(act, "case_id = $1 AND reference = $2", [.text(line.caseID), .text(id)])
          }
        case nil: open += amount
        }
      }
      return Reconciliation(
        ordered: Money(minor: ordered), paid: Money(minor: paid), returned: Money(minor: returned), open: Money(minor: open),
        bookOrdered: Money(minor: bookOrdered), bookPaid: Money(minor: bookPaid), bookReturned: Money(minor: bookReturned))
    }
  }

  /// The sums of all batches of a fund without a result, and what the book says is at the bank.
  public struct AtBank: Sendable, Hashable {
    /// The fund.
    public let year: Int
    /// Lines without a result.
    public let open: Money
    /// The balance of the book.
    public let book: Money
  }

  /// What is at the bank, by budget year, from the batches and from the book: for those who see all offices.
  public func atBank(by actor: Actor) async throws -> [AtBank] {
    guard CaseService.fundReaders.subtracting([.districtFinance]).contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      var open: [Int64: Int64] = [:]
      let sent = try tx.query(
        "SELECT budget_year, CAST(SUM(total_minor) AS {bigint}) FROM batches GROUP BY budget_year".for(tx))
      for row in sent { open[row.integer(0), default: 0] += row.integer(1) }
      let answered = try tx.query(
        """
        SELECT b.budget_year, CAST(SUM(r.amount_minor) AS {bigint}) FROM batch_results r JOIN batches b ON b.id = r.batch
        GROUP BY b.budget_year
        """.for(tx))
      for row in answered { open[row.integer(0), default: 0] -= row.integer(1) }
      var book: [Int64: Int64] = [:]
      let balances = try tx.query(
        "SELECT year, CAST(SUM(balance_minor) AS {bigint}) FROM ledger_accounts WHERE bucket = $1 GROUP BY year".for(tx),
        [.text(Bucket.inPayment.rawValue)])
      for row in balances { book[row.integer(0)] = row.integer(1) }
      return Set(open.keys).union(book.keys).sorted(by: >).map { year in
        AtBank(year: Int(year), open: Money(minor: open[year] ?? 0), book: Money(minor: book[year] ?? 0))
      }
    }
  }
}
