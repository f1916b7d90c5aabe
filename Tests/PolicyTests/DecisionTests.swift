import Diagnostics
import Foundation
import Policy
import Rules
import TestSupport
import Testing
import Values

/// Decisions of the tiny package: cautions beside them, records of them, worked cases about them.
struct DecisionTests {
  static let facts = """
    enterprise_district: north
    enterprise_founded: '2020-01-01'
    enterprise_is_exporter: true
    fair_country_code: VN
    fair_booths: 3
    fair_cost_cny: 60000

    """

  private func answer(_ facts: String = DecisionTests.facts, on day: String = "2025-06-01", in book: PolicyBook) throws -> Answer {
    let measure = try book.find("demo.1").get()
    return Answerer(book).answer(measure, stated: try Fixture.facts(facts, in: book).values, asOf: try Fixture.day(day))
  }

  // MARK: Cautions

  @Test(
    "first and last day in force, and the days outside",
    arguments: [
      ("2025-01-31", DiagnosticID.expiredWindow), ("2025-02-01", nil), ("2026-01-31", nil), ("2026-02-01", .expiredWindow),
    ])
  func window(day: String, expected: DiagnosticID?) throws {
    let book = try Fixture.goodBook()
    let cautions = book.cautions(for: try book.find("demo.1").get(), on: try Fixture.day(day))
    #expect(cautions.map(\.id) == [expected].compactMap { $0 })
    #expect(cautions.allSatisfy { $0.severity == .warning && $0.message.contains(day) })
    // The caution stands beside the decision, in text and JSON; the decision is the same.
    let answer = try answer(on: day, in: book)
    #expect(answer.decision.outcome == .eligible)
    #expect(AnswerText(answer, .zh).full().contains("⚠") == (expected != nil))
    #expect(answer.json().compact.contains("\"cautions\":[{\"id\":\"expired-window\"") == (expected != nil))
  }

  @Test("a period without an end does not expire; a paper without dates is always warned of") func openAndUndated() throws {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    let path = "demo/paper/document.yaml"
    let text = try String(contentsOf: Fixture.good.appendingPathComponent(path), encoding: .utf8)
    try folder.write(text.replacing("'2026-01-31'", with: "open"), to: path)
    var book = try PolicyBook.load(folder: folder.path).get()
    #expect(book.cautions(for: try book.find("demo.1").get(), on: try Fixture.day("2099-01-01")).isEmpty)
    #expect(book.documents[0].window.contains(try Fixture.day("2099-01-01")))
    let start = try #require(text.range(of: "window:"))
    let end = try #require(text.range(of: "rounding:"))
    try folder.write(text[..<start.lowerBound] + "window: undated\n" + text[end.lowerBound...], to: path)
    book = try PolicyBook.load(folder: folder.path).get()
    #expect(book.cautions(for: try book.find("demo.1").get(), on: try Fixture.day("2025-06-01")).map(\.id) == [.undatedDocument])
    #expect(!book.documents[0].window.contains(try Fixture.day("2025-06-01")))
  }

  // MARK: Records

  private func replay(_ text: String, _ book: PolicyBook) throws -> DecisionRecord.Replay {
    try DecisionRecord.replay(try Fixture.data(text, name: "record.json"), with: Answerer(book)).get()
  }

  @Test("a record gives the same bytes again") func same() throws {
    let book = try Fixture.goodBook()
    let record = DecisionRecord(try answer(in: book)).text
    #expect(record == DecisionRecord(try answer(in: try Fixture.goodBook())).text)
    guard case .same = try replay(record, book) else {
      Issue.record("it differs")
      return
    }
    #expect(record.contains("\"outcome\": \"eligible\""))
    #expect(record.contains("\"cny\": 45000.00"))
    #expect(record.contains("\"packages_sha256\": \"\(book.contentHash)\""))
  }

  @Test("a record with missing facts gives the same bytes again") func sameWithMissing() throws {
    let book = try Fixture.goodBook()
    let record = DecisionRecord(
      try answer("enterprise_permit_date: null\nenterprise_status: [leading]\nenterprise_name: \"甲\\n乙\"\n", in: book)
    ).text
    guard case .same = try replay(record, book) else {
      Issue.record("it differs")
      return
    }
    #expect(record.contains("\"outcome\": \"undetermined\""))
  }

  @Test("a changed fact shows the first line that differs") func changedFact() throws {
    let book = try Fixture.goodBook()
    let record = DecisionRecord(try answer(in: book)).text
    let changed = record.replacing("\"fair_booths\": 3", with: "\"fair_booths\": 2", maxReplacements: 1)
    guard case .differs(let line, let recorded, let now, let otherPackages) = try replay(changed, book) else {
      Issue.record("nothing differs")
      return
    }
    let lines = record.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(recorded == lines[line - 1])
    #expect(recorded.contains("45000"))
    #expect(now.contains("30000"))
    #expect(!otherPackages)
  }

  @Test("a changed result, a byte too many, a letter written differently", arguments: ["result", "byte", "letter", "end"])
  func changedBytes(how: String) throws {
    let book = try Fixture.goodBook()
    let facts = Self.facts + "enterprise_name: caf\u{E9}\n"
    let record = DecisionRecord(try answer(facts, in: book)).text
    let changed =
      switch how {
      case "result": record.replacing("eligible", with: "ineligible", maxReplacements: 1)
      case "byte": record + " "
      case "letter": record.replacing("caf\u{E9}", with: "cafe\u{301}")
      default: String(record.dropLast())
      }
    guard case .differs(let line, _, _, let otherPackages) = try replay(changed, book) else {
      // A name takes no part in the decision: it is read again as it was written, and the bytes are the same.
      #expect(how == "letter")
      return
    }
    #expect(line > 1)
    #expect(!otherPackages)
  }

  @Test("other packages are named") func otherPackages() throws {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    let record = DecisionRecord(try answer(in: try Fixture.goodBook())).text
    let path = "demo/paper/measures/first.yaml"
    let text = try String(contentsOf: Fixture.good.appendingPathComponent(path), encoding: .utf8)
    try folder.write(text.replacing("15000", with: "16000"), to: path)
    guard case .differs(let line, let recorded, _, let otherPackages) = try replay(record, try PolicyBook.load(folder: folder.path).get())
    else {
      Issue.record("nothing differs")
      return
    }
    #expect(otherPackages)
    #expect(line == 3)
    #expect(recorded.contains("packages_sha256"))
  }

  // MARK: Worked cases

  @Test(
    "a case fails for each thing that differs, and says what was expected and what came out",
    arguments: [
      ("outcome: ineligible", "outcome", "ineligible", "eligible"), ("amount: 45000.01", "amount", "45000.01", "45000.00"),
      ("amount_kind: upto", "amount_kind", "upto", "exactly"), ("amount_range: [1, null]", "amount_range", "[1, null]", "45000.00"),
      ("outputs: {working_days: 4}", "outputs.working_days", "4", "3"), ("outputs: {share: 4}", "outputs.share", "4", "none"),
      ("missing: [fair_booths]", "missing", "fair_booths", ""),
    ])
  func failing(expectation: String, what: String, expected: String, got: String) throws {
    let runner = CaseRunner(try Fixture.goodBook())
    let facts = Self.facts.split(separator: "\n").joined(separator: ", ")
    let text = """
      - id: demo.1/a
        measure: demo.1
        name: 甲
        as_of: '2025-06-01'
        facts: {\(facts), notice_from: '2025-09-26', notice_to: '2025-09-30'}
        expect: {\(expectation)}
        why: 乙

      """
    let (results, problems) = runner.run(try Fixture.data(text, name: "cases.yaml"))
    #expect(problems.isEmpty)
    let result = try #require(results.first)
    #expect(!result.passed)
    #expect(result.differences.map(\.what) == [what])
    #expect(result.differences.map(\.expected) == [expected])
    #expect(result.differences.map(\.got) == [got])
    #expect((result.id, result.name, result.why) == ("demo.1/a", "甲", "乙"))
    #expect(result.place == "cases.yaml:1")
    #expect(result.answer?.decision.outcome == .eligible)
  }

  @Test("a case passes when everything stated comes out") func passing() throws {
    let text = """
      - {id: a, measure: demo.1, as_of: '2025-06-01', facts: {enterprise_district: east}, expect: {outcome: ineligible, missing: []}}
      - id: b
        measure: demo.1
        as_of: '2025-06-01'
        facts: {enterprise_district: north, enterprise_founded: '2020-01-01', enterprise_is_exporter: true, fair_country_code: JP, fair_cost_cny: 25000.5}
        expect: {outcome: eligible, amount_range: [0, 25000.50], missing: [fair_area_m2]}

      """
    let (results, problems) = CaseRunner(try Fixture.goodBook()).run(try Fixture.data(text, name: "cases.yaml"))
    #expect(problems.isEmpty)
    for result in results { #expect(result.differences.map { "\($0.what): \($0.expected), got \($0.got)" } == [], "\(result.id)") }
  }

  @Test("a used limit, a negative sum and the rounding are shown") func steps() throws {
    let book = try Fixture.goodBook()
    let answer = try answer(Self.facts.replacing("60000", with: "1234.56") + "fair_paid_cny: 99000\n", in: book)
    #expect(answer.decision.amount?.exact?.description == "1000.00")
    let text = AnswerText(answer, .zh).full()
    #expect(text.contains("限额 100,000 元，已用 99,000 元，余 1,000：1,234.56 → 1,000"))
    #expect(AnswerText(answer, .en).full().contains("limit 100,000 CNY, used 99,000 CNY, left 1,000: 1,234.56 → 1,000"))
  }
}
