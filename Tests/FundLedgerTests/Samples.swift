import FundLedger
import Testing
import Values

/// Short ways to write acts and amounts.
enum Samples {
  static let fund = Fund(scheme: "demo", year: 2026)
  static let next = Fund(scheme: "demo", year: 2027)
  static let day = CivilDate(daysSinceEpoch: 20_500) ?? .earliest

  static func act(
    _ kind: LedgerAct.Kind, _ minor: Int64, case caseID: String = "A", fund: Fund = fund, share: String? = nil
  ) -> LedgerAct {
    LedgerAct(
      kind, fund: fund, share: share, caseID: kind.isOfCase ? caseID : nil, amount: Money(minor: minor), reference: "test", day: day)
  }
}

extension LedgerState {
  /// Books an act that must go through.
  mutating func must(_ kind: LedgerAct.Kind, _ minor: Int64, case caseID: String = "A", fund: Fund = Samples.fund) throws {
    _ = try book(Samples.act(kind, minor, case: caseID, fund: fund)).get()
    #expect(isBalanced, "\(faults)")
  }

  /// Why an act is refused; nil if it is booked, which a test that asks does not want.
  func refusal(_ kind: LedgerAct.Kind, _ minor: Int64, case caseID: String = "A", fund: Fund = Samples.fund) -> LedgerRefusal? {
    switch decide(Samples.act(kind, minor, case: caseID, fund: fund)) {
    case .success: nil
    case .failure(let refusal): refusal
    }
  }

  func minor(_ bucket: Bucket, fund: Fund = Samples.fund) -> Int64 { balance(Account(fund: fund, bucket: bucket)).minor }

  func minor(_ bucket: Bucket, of caseID: String, fund: Fund = Samples.fund) -> Int64 {
    balance(CaseAccount(account: Account(fund: fund, bucket: bucket), caseID: caseID)).minor
  }
}
