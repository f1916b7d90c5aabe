public import Casework
import FundLedger
public import Values

/// What undoes an act of the fund book; nothing is ever crossed out.
extension CaseService {
  /// Takes in that the bank sent back what it had called paid: the sum is owed again, and the enterprise states another account.
  public func takeLateReturn(
    batch id: String, line number: Int, amount: Money, reason: String, by actor: Actor, once: Once? = nil
  ) async throws -> LateReturn {
    try await act(actor, once: once) { act in
      let batch = try BatchStore.payable(id, by: actor, act.book, in: act.tx)
      let paid = try act.tx.first(
        "SELECT 1 FROM batch_results WHERE batch = $1 AND line = $2 AND outcome = 'paid'", [.text(id), .integer(Int64(number))])
      guard batch.lines.indices.contains(number - 1), paid != nil else { throw Refusal.lineNotPaid(number) }
      let line = batch.lines[number - 1]
      guard line.amount == amount else { throw Refusal.bankSum(number, ordered: line.amount, said: amount) }
      try act.command(.returnPaid(reason: reason), on: try act.load(line.caseID))
      try act.postAll(.returnPaid, case: line.caseID, reference: id)
      let late = LateReturn(batch: id, line: number, caseID: line.caseID, amount: line.amount, reason: reason)
      try act.append("batch.returned_late", late, to: "batch/" + id)
      return late
    }
  }

  /// Drops a demand as far as it is open (撤销追回): what was paid stays paid.
  public func withdrawDemand(case id: String, reason: String, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let after = try act.command(.withdrawDemand(reason: reason), on: try act.load(id))
      try act.postAll(.withdrawDemand, case: id, reference: id)
      return after
    }
  }

  /// Hands money that came back to the public purse (追回资金上缴), in parts if need be.
  public func returnToTreasury(case id: String, amount: Money, reference: String, by actor: Actor, once: Once? = nil) async throws
    -> CaseState
  {
    try await act(actor, once: once) { act in
      let after = try act.command(.handOn(amount: amount, reference: reference), on: try act.load(id))
      try act.post(.returnToTreasury, amount, case: id, reference: reference)
      return after
    }
  }
}

extension Refusal {
  static func lineNotPaid(_ line: Int) -> Refusal {
    Refusal(
      code: "bank.line_not_paid",
      message: Bilingual(
        zh: "第 \(line) 行不在本批次中，或没有“已支付”的结果，不能登记支付后退回。",
        en: "Line \(line) is not in this batch, or was not called paid: nothing of it can have come back."),
      status: .invalid)
  }
}
