import Diagnostics
import TestSupport
import Testing
import Values

@testable import Policy

@Suite("What people type")
struct TypedAnswerTests {
  private func read(_ text: String, _ name: String) throws -> Result<Value, AnswerRefusal> {
    let book = try Fixture.book.get()
    return FactsReader(book).read(typed: text, for: try #require(book.program.schema.fact(named: name)))
  }

  @Test(
    "sums in any usual way of writing them",
    arguments: [
      ("61500", "61500"), ("61,500", "61500"), ("６１５００", "61500"), ("12,345.67 元", "12345.67"), ("1.5万", "15000"), ("１．５ 万元", "15000"),
      ("0.3亿", "30000000"), ("￥100", "100"), ("　100 ", "100"), ("0", "0"),
    ])
  func sums(typed: String, expected: String) throws {
    #expect(try read(typed, "claim_actual_cost_cny") == .success(.number(try #require(Number(expected)))))
  }

  @Test(
    "days in any usual way of writing them",
    arguments: ["2025-09-01", "2025-9-1", "2025年9月1日", "20250901", "2025/9/1", "２０２５．９．１", " 2025 9 1 "])
  func days(typed: String) throws {
    #expect(try read(typed, "claim_event_date") == .success(.date(try #require(CivilDate("2025-09-01")))))
  }

  @Test(
    "what is none is refused by name",
    arguments: [
      ("claim_actual_cost_cny", "abc", AnswerRefusal.Code.notNumber), ("claim_actual_cost_cny", "", .empty),
      ("claim_actual_cost_cny", "   ", .empty),
      ("claim_actual_cost_cny", "-1", .tooSmall), ("claim_actual_cost_cny", "1.005", .tooManyDigits),
      ("claim_actual_cost_cny", "99999999999999", .tooLarge),
      ("claim_actual_cost_cny", "1e5万", .tooLarge), ("claim_event_date", "2025-02-30", .notDate), ("claim_event_date", "明天", .notDate),
      ("enterprise_district", "nowhere", .notChoice), ("enterprise_is_exporter", "maybe", .notTruth),
      ("exhibition_country_code", "日本国", .notChoice),
      ("claim_actual_cost_cny", String(repeating: "9", count: 300), .tooLong),
    ] as [(String, String, AnswerRefusal.Code)])
  func refused(name: String, typed: String, code: AnswerRefusal.Code) throws {
    guard case .failure(let refusal) = try read(typed, name) else {
      // 10^9 is a sum that somebody may have.
      #expect(typed == "1e5万")
      return
    }
    #expect(refusal.code == code)
    #expect(!refusal.sentence.zh.isEmpty && !refusal.sentence.en.isEmpty)
  }

  @Test("choices by id, label and number; yes and no by word") func choices() throws {
    for typed in ["VN", "越南"] { #expect(try read(typed, "exhibition_country_code") == read("VN", "exhibition_country_code")) }
    for typed in ["是", "true", "Y", "有"] { #expect(try read(typed, "enterprise_is_exporter") == .success(.boolean(true))) }
    for typed in ["否", "false", "没有"] { #expect(try read(typed, "enterprise_is_exporter") == .success(.boolean(false))) }
    #expect(try read("", "enterprise_status") == .success(.list([])))
  }

  @Test("periods with a stroke or a word between the days") func periods() throws {
    let expected = try read("2025-01-01/2025-12-31", "claim_separate_document_period")
    guard case .success(.range) = expected else {
      Issue.record("\(expected)")
      return
    }
    for typed in ["2025年1月1日至2025年12月31日", "2025-1-1 ~ 2025-12-31"] {
      #expect(try read(typed, "claim_separate_document_period") == expected)
    }
  }
}

@Suite("The catalogue")
struct CatalogueTests {
  @Test("words are found as a plain search finds them", arguments: ["展会", "第九条", "保险 61号", "JM2025-61.9", "ｅｘｈｉｂｉｔｉｏｎ", "zzzz", ""])
  func words(text: String) throws {
    let book = try Fixture.book.get()
    var filter = CatalogueFilter()
    filter.words = CatalogueFilter.words(in: text)
    let expected = book.clauses.filter { clause in
      let document = book.documents[clause.document]
      let all = [clause.title.zh, clause.title.en, clause.id, clause.article, document.title.zh, document.title.en, document.number ?? ""]
      return filter.words.allSatisfy { word in all.contains { $0.lowercased().contains(word.lowercased()) } }
    }.map(\.id)
    #expect(Catalogue(book).clauses(matching: filter).map(\.id) == expected)
    if text.isEmpty { #expect(expected.count == book.clauses.count) }
    if text == "zzzz" { #expect(expected.isEmpty) }
  }

  @Test("filters hold together") func filters() throws {
    let book = try Fixture.book.get()
    var filter = CatalogueFilter()
    filter.document = "jm2025-61"
    filter.kind = .rate
    filter.inForce = CivilDate("2025-11-03")
    filter.isComputed = true
    let found = Catalogue(book).clauses(matching: filter)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.kind == .rate && $0.id.hasPrefix("jm2025-61.") && $0.computability != .none })
    filter.inForce = CivilDate("2027-01-01")
    #expect(Catalogue(book).clauses(matching: filter).isEmpty)
    filter.inForce = nil
    filter.unit = "jm_commerce"
    #expect(!Catalogue(book).clauses(matching: filter).isEmpty)
  }

  @Test("examples are the worked cases that pass, with their facts") func examples() throws {
    let book = try Fixture.book.get()
    let examples = WorkedExamples.load(folder: Repository.policies.path, book: book)
    let all = book.measures.flatMap { examples.of($0.id) }
    #expect(all.count > 1800)
    #expect(book.measures.allSatisfy { examples.of($0.id).count >= 2 })
    let example = try #require(examples.of("jm2025-61.9.1.1.foreign").first { $0.id.hasSuffix("/japan-two-standard") })
    #expect(example.decision.amount?.exact == Money(minor: 3_000_000))
    #expect(!example.facts.isEmpty && example.facts.allSatisfy { $0.fact != 0 })
  }
}
