import FundLedger
import TestSupport
import Testing
import Values

/// A second bookkeeper, who works from the paper: a flat list of moves, counted from the beginning for every question, and a table of which
/// act moves what. Nothing of it is shared with the ledger but the names.
struct PaperModel {
  struct Move {
    let pot: String
    let owner: String
    let from: String
    let to: String
    let sum: Int64
  }

  /// act, from, to. Money of no case stands with the owner "".
  static let table = """
    appropriate purse free
    reduce_appropriation free purse
    hold free planned
    release_hold planned free
    commit planned promised
    uncommit promised planned
    make_payable promised owed
    cancel_payable owed free
    order owed bank
    bank_return bank owed
    pay bank done
    return_paid done owed
    demand_recovery done asked
    withdraw_demand asked done
    receive_recovery asked back
    return_to_treasury back purse
    """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

  static let places: [Bucket: String] = [
    .treasury: "purse", .available: "free", .held: "planned", .committed: "promised", .payable: "owed", .inPayment: "bank", .paid: "done",
    .recoverable: "asked", .recovered: "back",
  ]

  static let ceiling: Int64 = 100_000_000_000_000_000

  var moves: [Move] = []

  /// What lies at a place: of one owner, or of all.
  func sum(_ pot: String, _ place: String, owner: String? = nil) -> Int64 {
    var total: Int64 = 0
    for move in moves where move.pot == pot {
      let isShared = place == "purse" || place == "free"
      if let owner, !isShared, move.owner != owner { continue }
      if move.to == place { total += move.sum }
      if move.from == place { total -= move.sum }
    }
    return total
  }

  /// Writes the move down if it may be made; says whether it was.
  mutating func make(_ act: String, pot: String, owner: String, sum wanted: Int64) -> Bool {
    guard let row = PaperModel.table.first(where: { $0[0] == act }) else { return false }
    let (from, to) = (row[1], row[2])
    if wanted < 1 { return false }
    if from != "purse", sum(pot, from, owner: owner) < wanted { return false }
    if from == "purse", sum(pot, "purse") - wanted < -PaperModel.ceiling { return false }
    moves.append(Move(pot: pot, owner: owner, from: from, to: to, sum: wanted))
    return true
  }
}

@Suite struct ModelTests {
  static let kinds = LedgerAct.Kind.allCases
  static let cases = ["A", "B", "C", "D"]

  @Test func theTableNamesEveryAct() {
    #expect(Set(PaperModel.table.map { $0[0] }) == Set(Self.kinds.map(\.rawValue)))
    #expect(Set(PaperModel.places.keys) == Set(Bucket.allCases))
  }

  /// 40 books of 600 acts: 24,000 random acts, valid and not, each answered alike by both.
  @Test(arguments: 0..<40) func everyPosting(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &* 0x5851_F42D_4C95_7F2D &+ 3)
    let pots = [Fund(scheme: "demo", year: 2026), Fund(scheme: "demo", year: 2027), Fund(scheme: "other", year: 2026)]
    var ledger = LedgerState()
    var model = PaperModel()
    var entries: [Entry] = []
    var (accepted, refused) = (0, 0)
    var booked = Set<LedgerAct.Kind>()
    for step in 0..<600 {
      // Appropriations of all sizes, up to what no book can hold; other acts near the sums there are.
      var kind = LedgerAct.Kind.appropriate
      var fund = pots[step % pots.count]
      var caseID: String?
      var (pot, there) = ("", Int64(0))
      // Drawn again a few times where there is nothing to move, so that money gets as far as the last account.
      for _ in 0..<Int.random(in: 1...6, using: &random) where there <= 0 {
        if step >= pots.count {
          kind = try #require(Self.kinds.randomElement(using: &random))
          fund = try #require(pots.randomElement(using: &random))
        }
        caseID = kind.isOfCase ? Self.cases.randomElement(using: &random) : nil
        pot = "\(fund.scheme)-\(fund.year)"
        there = model.sum(pot, try #require(PaperModel.places[kind.from]), owner: caseID ?? "")
      }
      let wanted: Int64
      switch Int.random(in: 0..<10, using: &random) {
      case 0: wanted = Int64.random(in: -2...0, using: &random)
      case 1: wanted = min(max(there, 0) + 1, PaperModel.ceiling)
      case 2, 3, 4: wanted = there
      case 5 where kind == .appropriate: wanted = PaperModel.ceiling - Int64.random(in: 0...1, using: &random)
      default: wanted = there > 1 ? Int64.random(in: 1...there, using: &random) : Int64.random(in: 1...1_000_00, using: &random)
      }
      let sum = kind == .appropriate && wanted < 1 ? Int64.random(in: -1...1_000_000_00, using: &random) : wanted
      let act = LedgerAct(kind, fund: fund, caseID: caseID, amount: Money(minor: sum), reference: "\(step)", day: Samples.day)
      let agreed = model.make(kind.rawValue, pot: pot, owner: caseID ?? "", sum: sum)
      switch ledger.book(act) {
      case .success(let entry):
        accepted += 1
        booked.insert(kind)
        entries.append(entry)
        if !agreed { Issue.record("seed \(seed), step \(step): booked, the model refuses \(act)") }
      case .failure(let refusal):
        refused += 1
        if agreed { Issue.record("seed \(seed), step \(step): refused (\(refusal.code)), the model books \(act)") }
        #expect(refusal.asked.minor == sum)
        if let had = refusal.had { #expect(had.minor == there) }
      }
      // Debits equal credits after every act, and no 分 is anywhere else than where the model has it.
      #expect(ledger.balances.values.reduce(0) { $0 + $1.minor } == 0)
      for bucket in [kind.from, kind.to] {
        let place = try #require(PaperModel.places[bucket])
        let account = Account(fund: fund, bucket: bucket)
        if ledger.balance(account).minor != model.sum(pot, place) { Issue.record("seed \(seed), step \(step): \(account)") }
        guard let caseID, bucket.isOfCases else { continue }
        let part = CaseAccount(account: account, caseID: caseID)
        if ledger.balance(part).minor != model.sum(pot, place, owner: caseID) { Issue.record("seed \(seed), step \(step): \(part)") }
      }
      if step % 50 == 49 {
        #expect(ledger.isBalanced, "\(ledger.faults)")
        compare(ledger, model, pots, "seed \(seed), step \(step)")
      }
    }
    compare(ledger, model, pots, "seed \(seed)")
    #expect(try LedgerState.replay(entries).get() == ledger)
    #expect(accepted > 150 && refused > 150 && booked.count >= 12, "\(accepted) booked of \(booked.count) kinds, \(refused) refused")
  }

  /// Every account and every part of every case.
  private func compare(_ ledger: LedgerState, _ model: PaperModel, _ pots: [Fund], _ place: String) {
    for fund in pots {
      let pot = "\(fund.scheme)-\(fund.year)"
      for (bucket, name) in PaperModel.places {
        let account = Account(fund: fund, bucket: bucket)
        #expect(ledger.balance(account).minor == model.sum(pot, name), "\(place): \(account)")
        for caseID in Self.cases where bucket.isOfCases {
          let part = CaseAccount(account: account, caseID: caseID)
          #expect(ledger.balance(part).minor == model.sum(pot, name, owner: caseID), "\(place): \(part)")
        }
      }
    }
  }
}
