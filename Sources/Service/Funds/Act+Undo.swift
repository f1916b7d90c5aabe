import Casework
import FundLedger
import Storage
import Values

/// Postings that undo others. They follow what stands in the book for the case, in whatever fund and whoever's part it is.
extension Act {
  /// Books an act for all that stands for a case where the act takes from. Gives the sum.
  @discardableResult
  func postAll(_ kind: LedgerAct.Kind, case caseID: String, reference: String) throws -> Money {
    var sum = Money.zero
    for (fund, part) in try LedgerStore.standing(caseID, in: [kind.from], tx) {
      try post(LedgerAct(kind, fund: fund, share: part.share, caseID: caseID, amount: part.amount, reference: reference, day: day))
      sum = Money(minor: sum.minor + part.amount.minor)
    }
    return sum
  }

  /// Books an act for a sum out of what stands for a case where the act takes from, part by part in their order: the last 分 of one part
  /// before the first of the next.
  func post(_ kind: LedgerAct.Kind, _ sum: Money, case caseID: String, reference: String) throws {
    var left = sum
    let parts = try LedgerStore.standing(caseID, in: [kind.from], tx)
    for (index, (fund, part)) in parts.enumerated() where left.minor > 0 {
      // What is more than there is stays with the last part, where the book refuses it by name.
      let amount = index == parts.count - 1 ? left : min(left, part.amount)
      try post(LedgerAct(kind, fund: fund, share: part.share, caseID: caseID, amount: amount, reference: reference, day: day))
      left = Money(minor: left.minor - amount.minor)
    }
    if left.minor > 0 { throw Refusal(.handOnTooHigh, case: caseID) }
  }

  /// Sets free all that stands for a claim that is ended after its notice, with its limits: held, committed and payable money is available
  /// again.
  func setFree(_ state: CaseState) throws {
    try giveBack(try LimitStore.taken(by: state.id, in: tx), by: state.id)
    try postAll(.cancelPayable, case: state.id, reference: state.id)
    try postAll(.uncommit, case: state.id, reference: state.id)
    try postAll(.releaseHold, case: state.id, reference: state.id)
  }
}
