import Testing
import Values

@testable import FundLedger

/// The road of money, act by act.
@Suite struct LedgerTests {
  /// The example of docs/ledger.md: appropriation, plan, notice, payment returned and paid again, part recovery.
  @Test func aClaimFromBudgetToRecovery() throws {
    var state = LedgerState()
    try state.must(.appropriate, 100_000_00)
    try state.must(.hold, 45_000_00)
    #expect(state.minor(.available) == 55_000_00)
    try state.must(.releaseHold, 5_000_00)
    try state.must(.commit, 40_000_00)
    try state.must(.makePayable, 40_000_00)
    try state.must(.order, 40_000_00)
    #expect(state.minor(.inPayment, of: "A") == 40_000_00)
    #expect(state.minor(.paid) == 0)
    try state.must(.bankReturn, 40_000_00)
    #expect(state.minor(.payable, of: "A") == 40_000_00)
    try state.must(.order, 40_000_00)
    try state.must(.pay, 40_000_00)
    try state.must(.demandRecovery, 15_000_00)
    try state.must(.receiveRecovery, 6_000_00)
    try state.must(.returnToTreasury, 6_000_00)
    let expected: [(Bucket, Int64)] = [
      (.treasury, -94_000_00), (.available, 60_000_00), (.held, 0), (.committed, 0), (.payable, 0), (.inPayment, 0), (.paid, 25_000_00),
      (.recoverable, 9_000_00), (.recovered, 0),
    ]
    for (bucket, minor) in expected { #expect(state.minor(bucket) == minor, "\(bucket)") }
    #expect(state.minor(.recoverable, of: "A") == 9_000_00)
    #expect(state.minor(.recoverable, of: "B") == 0)
  }

  @Test func lastMinorUnit() throws {
    var state = LedgerState()
    try state.must(.appropriate, 100)
    #expect(state.refusal(.hold, 101)?.code == "ledger.not_enough_available")
    try state.must(.hold, 100)
    #expect(state.refusal(.hold, 1, case: "B")?.had == .zero)
    #expect(state.refusal(.reduceAppropriation, 1)?.code == "ledger.not_enough_available")
    try state.must(.releaseHold, 1)
    try state.must(.hold, 1, case: "B")
    #expect(state.minor(.available) == 0)
    #expect(state.minor(.held) == 100)
    #expect(state.minor(.held, of: "B") == 1)
  }

  /// Every act that takes from a case takes from that case only, though the fund has more.
  @Test func onlyWhatIsTheCases() throws {
    var state = LedgerState()
    try state.must(.appropriate, 1000)
    for (caseID, minor) in [("A", Int64(10)), ("B", 500)] { try state.must(.hold, minor, case: caseID) }
    let road: [(LedgerAct.Kind, String, [LedgerAct.Kind])] = [
      (.commit, "ledger.more_than_held", [.releaseHold]), (.makePayable, "ledger.more_than_committed", [.uncommit]),
      (.order, "ledger.more_than_payable", [.cancelPayable]), (.pay, "ledger.more_than_in_payment", [.bankReturn]),
      (.demandRecovery, "ledger.recovery_above_paid", []), (.receiveRecovery, "ledger.recovery_above_demand", [.withdrawDemand]),
      (.returnToTreasury, "ledger.return_above_recovered", []),
    ]
    for (kind, code, others) in road {
      for kind in [kind] + others {
        let refusal = try #require(state.refusal(kind, 11))
        #expect(refusal.code == code)
        #expect(refusal.had == Money(minor: 10))
        #expect(refusal.asked == Money(minor: 11))
        #expect(refusal.act == kind && refusal.caseID == "A" && refusal.fund == Samples.fund)
      }
      if kind == .demandRecovery { #expect(state.refusal(.returnPaid, 11)?.code == "ledger.more_than_paid") }
      try state.must(kind, 10)
      try state.must(kind, 500, case: "B")
    }
    #expect(state.minor(.treasury) == -490)
  }

  @Test(arguments: LedgerAct.Kind.allCases) func notPositive(kind: LedgerAct.Kind) throws {
    var state = LedgerState()
    try state.must(.appropriate, 1000)
    for minor in [0, -1, -Money.maximumMinor] {
      let refusal = try #require(state.refusal(kind, minor))
      #expect(refusal.code == "ledger.not_positive")
      #expect(refusal.had == nil)
    }
  }

  @Test func overflow() throws {
    var state = LedgerState()
    try state.must(.appropriate, Money.maximumMinor)
    #expect(state.refusal(.appropriate, 1)?.code == "ledger.overflow")
    try state.must(.hold, Money.maximumMinor)
    try state.must(.releaseHold, 1)
    #expect(state.minor(.held) == Money.maximumMinor - 1)
    // Balances handed in that are full already.
    let full = LedgerState(
      balances: [
        Account(fund: Samples.fund, bucket: .available): Money(minor: 5), Account(fund: Samples.fund, bucket: .held): .greatest,
      ])
    #expect(full.refusal(.hold, 5)?.code == "ledger.overflow")
  }

  @Test func partRecoveries() throws {
    var state = LedgerState()
    try state.must(.appropriate, 100)
    for kind in [LedgerAct.Kind.hold, .commit, .makePayable, .order, .pay] { try state.must(kind, 100) }
    try state.must(.demandRecovery, 70)
    #expect(state.refusal(.demandRecovery, 31)?.code == "ledger.recovery_above_paid")
    try state.must(.demandRecovery, 30)
    for minor in [Int64(33), 33, 33] { try state.must(.receiveRecovery, minor) }
    #expect(state.refusal(.receiveRecovery, 2)?.had == Money(minor: 1))
    #expect(state.refusal(.returnToTreasury, 100)?.code == "ledger.return_above_recovered")
    try state.must(.returnToTreasury, 99)
    try state.must(.withdrawDemand, 1)
    #expect(state.minor(.paid) == 1 && state.minor(.treasury) == -1)
  }

  @Test func lateReturn() throws {
    var state = LedgerState()
    try state.must(.appropriate, 100)
    for kind in [LedgerAct.Kind.hold, .commit, .makePayable, .order, .pay, .returnPaid] { try state.must(kind, 100) }
    #expect(state.refusal(.demandRecovery, 1)?.code == "ledger.recovery_above_paid")
    try state.must(.cancelPayable, 40)
    for kind in [LedgerAct.Kind.order, .pay] { try state.must(kind, 60) }
    #expect(state.minor(.available) == 40 && state.minor(.paid, of: "A") == 60)
  }

  @Test func holdMovesBetweenYearsOrNotAtAll() throws {
    var state = LedgerState()
    try state.must(.appropriate, 100)
    try state.must(.hold, 100)
    func move(_ minor: Int64) -> Result<[Entry], LedgerRefusal> {
      state.decideMoveHold(
        from: Samples.fund, to: Samples.next, caseID: "A", amount: Money(minor: minor), reference: "move", day: Samples.day)
    }
    let before = state
    #expect(throws: LedgerRefusal.self) { try move(60).get() }
    #expect(state == before)
    try state.must(.appropriate, 60, fund: Samples.next)
    #expect(throws: LedgerRefusal.self) { try move(101).get() }
    let entries = try move(60).get()
    #expect(entries.map(\.act) == [.releaseHold, .hold])
    #expect(entries.map(\.fund) == [Samples.fund, Samples.next])
    #expect(entries.allSatisfy { $0.reference == "move" && $0.caseID == "A" })
    for entry in entries { state.apply(entry) }
    #expect(state.isBalanced)
    #expect(state.minor(.held) == 40 && state.minor(.available) == 60)
    #expect(state.minor(.held, fund: Samples.next) == 60 && state.minor(.available, fund: Samples.next) == 0)
    #expect(state.minor(.held, of: "A", fund: Samples.next) == 60)
  }

  @Test func sharesAreApart() throws {
    var state = LedgerState()
    _ = try state.book(Samples.act(.appropriate, 100, share: "city")).get()
    #expect(state.refusal(.hold, 1)?.code == "ledger.not_enough_available")
    #expect(throws: LedgerRefusal.self) { try state.decide(Samples.act(.hold, 1, share: "district")).get() }
    _ = try state.book(Samples.act(.hold, 100, share: "city")).get()
    #expect(state.isBalanced)
    #expect(state.balance(Account(fund: Samples.fund, share: "city", bucket: .held)) == Money(minor: 100))
  }

  /// A decision needs the rows that the act names, and no others.
  @Test(arguments: LedgerAct.Kind.allCases) func touchesWhatItNames(kind: LedgerAct.Kind) throws {
    let act = Samples.act(kind, 7)
    var balances: [Account: Money] = [:]
    var parts: [CaseAccount: Money] = [:]
    for account in act.accounts where account.bucket != .treasury { balances[account] = Money(minor: 10) }
    for part in act.caseAccounts { parts[part] = Money(minor: 8) }
    var state = LedgerState(balances: balances, caseBalances: parts)
    let entry = try state.decide(act).get()
    #expect(Set(entry.changes.map(\.account)) == Set(act.accounts))
    #expect(Set(entry.caseChanges.map(\.account)) == Set(act.caseAccounts))
    #expect(entry.changes.reduce(0) { $0 + $1.amount.minor } == 0)
    #expect(entry.asAct == act)
    #expect(entry.postings == [Posting(debit: act.destination, credit: act.source, amount: act.amount)])
    #expect(state.caseBalances == parts, "deciding changes nothing")
    let before = state
    state.apply(entry)
    for change in entry.changes {
      #expect(state.balance(change.account).minor == before.balance(change.account).minor + change.amount.minor)
    }
    for change in entry.caseChanges {
      #expect(state.balance(change.account).minor == before.balance(change.account).minor + change.amount.minor)
    }
    if act.kind.from != .treasury {
      let more = try? before.decide(Samples.act(kind, act.kind.from == .available ? 11 : 9)).get()
      #expect(more == nil)
    }
  }

  /// The fund may not give what only the case's row claims to have, nor the case what only the fund has.
  @Test func theSmallerOfFundAndCase() {
    let held = Account(fund: Samples.fund, bucket: .held)
    let part = CaseAccount(account: held, caseID: "A")
    for (fund, own) in [(Int64(3), Int64(9)), (9, 3)] {
      let state = LedgerState(balances: [held: Money(minor: fund)], caseBalances: [part: Money(minor: own)])
      #expect(state.refusal(.commit, 4)?.had == Money(minor: 3))
      #expect(state.refusal(.commit, 3) == nil)
    }
  }
}
