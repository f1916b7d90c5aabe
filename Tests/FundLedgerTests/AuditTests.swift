import Foundation
import Testing
import Values

@testable import FundLedger

/// What a book that was tampered with looks like, and how the book is written.
@Suite struct AuditTests {
  private func sound() throws -> LedgerState {
    var state = LedgerState()
    try state.must(.appropriate, 100)
    try state.must(.hold, 30)
    try state.must(.hold, 20, case: "B")
    return state
  }

  @Test func faults() throws {
    let state = try sound()
    #expect(state.faults.isEmpty)
    let held = Account(fund: Samples.fund, bucket: .held)
    var balances = state.balances
    balances[held] = Money(minor: 51)
    var altered = LedgerState(balances: balances, caseBalances: state.caseBalances)
    #expect(!altered.isBalanced)
    #expect(
      Set(altered.faults) == [
        .doesNotSumToZero(Samples.fund, share: nil), .partsDiffer(held, balance: Money(minor: 51), parts: Money(minor: 50)),
      ])
    var parts = state.caseBalances
    parts[CaseAccount(account: held, caseID: "B")] = nil
    altered = LedgerState(balances: state.balances, caseBalances: parts)
    #expect(altered.faults == [.partsDiffer(held, balance: Money(minor: 50), parts: Money(minor: 30))])
    parts[CaseAccount(account: held, caseID: "C")] = Money(minor: -5)
    parts[CaseAccount(account: held, caseID: "B")] = Money(minor: 25)
    altered = LedgerState(balances: state.balances, caseBalances: parts)
    #expect(altered.faults == [.partBelowZero(CaseAccount(account: held, caseID: "C"), Money(minor: -5))])
    // Two funds that are wrong by the same sum do not make up for each other.
    let treasury = Account(fund: Samples.next, bucket: .treasury)
    balances = state.balances
    balances[Account(fund: Samples.fund, bucket: .available)] = Money(minor: 49)
    balances[treasury] = Money(minor: 1)
    altered = LedgerState(balances: balances, caseBalances: state.caseBalances)
    #expect(Set(altered.faults) == [.doesNotSumToZero(Samples.fund, share: nil), .doesNotSumToZero(Samples.next, share: nil)])
    balances = [
      Account(fund: Samples.fund, bucket: .available): Money(minor: -1), Account(fund: Samples.fund, bucket: .treasury): Money(minor: 1),
    ]
    altered = LedgerState(balances: balances)
    #expect(altered.faults == [.belowZero(Account(fund: Samples.fund, bucket: .available), Money(minor: -1))])
  }

  private func entries() throws -> [Entry] {
    var state = LedgerState()
    return try [(LedgerAct.Kind.appropriate, Int64(100)), (.hold, 60), (.commit, 60), (.uncommit, 10)].map {
      try state.book(Samples.act($0.0, $0.1)).get()
    }
  }

  @Test func replay() throws {
    let entries = try entries()
    let state = try LedgerState.replay(entries).get()
    #expect(state.isBalanced)
    #expect(state.minor(.held) == 10 && state.minor(.committed) == 50 && state.minor(.available) == 40)
    func failure(_ entries: [Entry]) -> LedgerState.ReplayFailure? {
      if case .failure(let failure) = LedgerState.replay(entries) { failure } else { nil }
    }
    let swapped = [entries[0], entries[2], entries[1], entries[3]]
    #expect(failure(swapped)?.position == 1)
    #expect(failure(swapped)?.refusal?.code == "ledger.more_than_held")
    #expect(failure(Array(entries.dropFirst()))?.refusal?.code == "ledger.not_enough_available")
    // Entries as an altered store could hold them.
    let text = String(decoding: try encoder.encode(entries[2]), as: UTF8.self)
    for (part, other) in [
      (#""act":"commit""#, #""act":"pay""#), (#""bucket":"held""#, #""bucket":"paid""#), (#""case":"A","#, ""),
      (#""scheme":"demo","year":2026},"postings""#, #""scheme":"other","year":2026},"postings""#),
    ] {
      let alteredText = text.replacing(part, with: other)
      #expect(alteredText != text)
      let altered = try JSONDecoder().decode(Entry.self, from: Data(alteredText.utf8))
      #expect(altered.asAct == nil)
      let found = failure([entries[0], entries[1], altered])
      #expect(found?.position == 2 && found?.refusal == nil && found?.entry == altered)
    }
  }

  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }

  @Test func written() throws {
    var entry = try entries()[1]
    entry.id = "2026-000002"
    let text = String(decoding: try encoder.encode(entry), as: UTF8.self)
    #expect(
      text == """
        {"act":"hold","case":"A","day":"2026-02-16","fund":{"scheme":"demo","year":2026},"id":"2026-000002","postings":\
        [{"amount_minor":60,"credit":{"bucket":"available","fund":{"scheme":"demo","year":2026}},\
        "debit":{"bucket":"held","fund":{"scheme":"demo","year":2026}}}],"reference":"test"}
        """)
    #expect(try JSONDecoder().decode(Entry.self, from: Data(text.utf8)) == entry)
    for bad in ["0", "-1", "100000000000000001"] {
      let altered = text.replacing(":60,", with: ":\(bad),")
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(Entry.self, from: Data(altered.utf8)) }
    }
    let act = Samples.act(.hold, 60, share: "city")
    let actText = String(decoding: try encoder.encode(act), as: UTF8.self)
    #expect(
      actText == """
        {"act":"hold","amount_minor":60,"case":"A","day":"2026-02-16","fund":{"scheme":"demo","year":2026},"reference":"test","share":"city"}
        """)
    #expect(try JSONDecoder().decode(LedgerAct.self, from: Data(actText.utf8)) == act)
    for (part, other) in [(#""case":"A","#, ""), (#""hold""#, #""appropriate""#), (#""hold""#, #""give""#), ("2026-02-16", "2026-02-30")] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(LedgerAct.self, from: Data(actText.replacing(part, with: other).utf8))
      }
    }
  }

  @Test func words() throws {
    var state = LedgerState()
    try state.must(.appropriate, 12_345_67)
    let refusal = try #require(state.refusal(.hold, 2_000_000_00))
    #expect(refusal.sentence.zh == "资金可用余额不足：现有 12,345.67 元，本次 2,000,000.00 元。")
    #expect(refusal.sentence.en == "The fund has not enough available: there is CNY 12,345.67, asked for CNY 2,000,000.00.")
    #expect(state.refusal(.hold, 0)?.sentence.zh == "金额必须大于零。")
    #expect(Money(minor: -1_234_567_89).shown.zh == "-1,234,567.89 元")
    #expect(Money(minor: 5).shown.en == "CNY 0.05")
    #expect(Money(minor: 999_99).shown.zh == "999.99 元")
    let text = try encoder.encode(refusal)
    #expect(try JSONDecoder().decode(LedgerRefusal.self, from: text) == refusal)
    #expect(String(decoding: text, as: UTF8.self).contains(#""code":"ledger.not_enough_available""#))
    #expect(Set(LedgerRefusal.Reason.allCases.map(\.rawValue)).count == 11)
  }
}
