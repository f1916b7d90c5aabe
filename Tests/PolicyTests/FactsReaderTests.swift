import Diagnostics
import Policy
import Rules
import Testing
import Values

/// Facts are read as what they are, or refused.
struct FactsReaderTests {
  let book: PolicyBook

  init() throws { book = try Fixture.goodBook() }

  private func value(_ text: String, of fact: String) throws -> Value? {
    let index = try #require(book.program.schema.fact(named: fact))
    return try Fixture.facts("\(fact): \(text)\n", in: book).values[index]
  }

  private func refusal(_ text: String, of fact: String) throws -> Diagnostic? {
    switch FactsReader(book).read(try Fixture.data("\(fact): \(text)\n")) {
    case .success: return nil
    case .failure(let failure): return failure.diagnostics.first
    }
  }

  private func plain(_ value: Value?) -> String { value.map { ValueText(schema: book.program.schema).plain($0) } ?? "unknown" }

  @Test(
    "every type of fact",
    arguments: [
      ("enterprise_is_exporter", "true", "true"), ("enterprise_is_exporter", "false", "false"), ("enterprise_district", "south", "south"),
      ("enterprise_district", "'south'", "south"), ("fair_country_code", "VN", "VN"), ("enterprise_name", "甲乙 有限公司", "甲乙 有限公司"),
      ("enterprise_name", "'0010'", "0010"), ("enterprise_founded", "2024-02-29", "2024-02-29"),
      ("enterprise_founded", "'2024-02-29'", "2024-02-29"),
      ("enterprise_permit_date", "null", "null"), ("enterprise_permit_date", "~", "null"),
      ("enterprise_permit_period", "2025-01-01/2025-12-31", "2025-01-01/2025-12-31"),
      ("enterprise_permit_period", "2025-01-01/2025-01-01", "2025-01-01/2025-01-01"),
      ("enterprise_staff", "0", "0"), ("enterprise_staff", "100000", "100000"), ("enterprise_staff", "12.0", "12"),
      ("enterprise_staff", "1e3", "1000"),
      ("enterprise_revenue_cny", "12345678901.25", "12345678901.25"), ("enterprise_growth_percent", "-12.5", "-12.5"),
      ("enterprise_revenue_cny", "10000000000000", "10000000000000"),
      ("enterprise_status", "[leading, backbone, leading]", "[leading, backbone]"), ("enterprise_status", "[]", "[]"),
      ("enterprise_codes", "[C38, '0111']", "[C38, 0111]"),
    ])
  func types(fact: String, text: String, expected: String) throws {
    #expect(plain(try value(text, of: fact)) == expected)
  }

  @Test(
    "what is refused, and why",
    arguments: [
      ("enterprise_district", "", DiagnosticID.invalidValue), ("enterprise_district", "null", .invalidValue),
      ("enterprise_district", "west", .unknownEnumValue),
      ("enterprise_district", "North", .unknownEnumValue), ("enterprise_is_exporter", "yes", .invalidValue),
      ("enterprise_is_exporter", "'true'", .invalidValue),
      ("enterprise_is_exporter", "1", .invalidValue), ("enterprise_staff", "'10'", .invalidValue),
      ("enterprise_staff", "-1", .factOutOfRange),
      ("enterprise_staff", "100001", .factOutOfRange), ("enterprise_staff", "0.5", .factOutOfRange),
      ("enterprise_revenue_cny", "0.001", .factOutOfRange),
      ("enterprise_revenue_cny", "10000000000001", .factOutOfRange), ("enterprise_growth_percent", "-10000000000001", .factOutOfRange),
      ("enterprise_founded", "2025-02-29", .invalidValue), ("enterprise_founded", "20250228", .invalidValue),
      ("enterprise_founded", "null", .invalidValue),
      ("enterprise_permit_period", "2025-01-02/2025-01-01", .invalidValue), ("enterprise_permit_period", "2025-01-02", .invalidValue),
      ("enterprise_status", "leading", .invalidValue), ("enterprise_status", "[leading, null]", .invalidValue),
      ("enterprise_status", "null", .invalidValue),
      ("enterprise_name", "[a]", .invalidValue), ("enterprise_name", "{a: b}", .invalidValue), ("enterprise_nam", "a", .unknownFact),
      ("as_of", "2025-02-30", .invalidValue),
    ])
  func refusals(fact: String, text: String, id: DiagnosticID) throws {
    let diagnostic = try #require(try refusal(text, of: fact))
    #expect(diagnostic.id == id)
    #expect(diagnostic.place?.line == 1)
  }

  @Test("the day of decision stands above the facts, among them, or nowhere") func dayOfDecision() throws {
    let day = CivilDate("2025-11-03")
    #expect(try Fixture.facts("as_of: '2025-11-03'\nfacts: {enterprise_staff: 3}\n", in: book).asOf == day)
    #expect(try Fixture.facts("as_of: '2025-11-03'\nenterprise_staff: 3\n", in: book).asOf == day)
    #expect(try Fixture.facts("enterprise_staff: 3\n", in: book).asOf == nil)
  }

  @Test("a file that states nothing") func nothing() throws {
    for text in ["facts: {}\n", "facts:\n", "{}\n"] {
      #expect(try Fixture.facts(text, in: book).values.allSatisfy { $0 == nil })
    }
  }

  @Test("a fact left out is unknown, null is known") func unknownIsNotNull() throws {
    let index = try #require(book.program.schema.fact(named: "enterprise_permit_date"))
    #expect(try Fixture.facts("enterprise_permit_date: null\n", in: book).values[index] == .null)
    #expect(try Fixture.facts("enterprise_staff: 1\n", in: book).values[index] == nil)
  }

  @Test("YAML and JSON state the same") func bothFormats() throws {
    let yaml = try Fixture.facts("as_of: '2025-01-02'\nfacts:\n  enterprise_staff: 3\n  enterprise_status: [leading]\n", in: book)
    let json = try Fixture.facts(
      #"{"as_of": "2025-01-02", "facts": {"enterprise_staff": 3, "enterprise_status": ["leading"]}}"#, in: book, name: "facts.json")
    #expect(yaml.values == json.values)
    #expect(yaml.asOf == json.asOf)
  }

  @Test("what a person types for one fact") func typed() throws {
    let reader = FactsReader(book)
    func typed(_ text: String, _ fact: String) throws -> String {
      let index = try #require(book.program.schema.fact(named: fact))
      switch reader.read(text, for: index) {
      case .success(let value): return plain(value)
      case .failure(let problem): return "\(problem.id)"
      }
    }
    #expect(try typed("leading，backbone", "enterprise_status") == "[leading, backbone]")
    #expect(try typed("leading backbone", "enterprise_status") == "[leading, backbone]")
    #expect(try typed("100001", "enterprise_staff") == "factOutOfRange")
    #expect(try typed("true", "enterprise_is_exporter") == "true")
    #expect(try typed("maybe", "enterprise_is_exporter") == "invalidValue")
  }
}
