import Diagnostics
import FEEL
import Testing

/// Bad expressions, with what is underlined between « and », and what the message is called.
@Suite struct DiagnosticTests {
  static let table: [(DiagnosticID, String)] = [
    // Syntax
    (.syntax, "«»"), (.syntax, "1 +«»"), (.syntax, "(1 + 2«»"), (.syntax, "1 «)»"), (.syntax, "«\"open»"), (.syntax, "1 «/*» open"),
    (.syntax, "[1, «]»"), (.syntax, "if first «)»"), (.unsupportedFeature, "if «first cost»"), (.syntax, "if first then 1«»"),
    (.syntax, "cost «“»1”"), (.syntax, "cost «≥» 1"),
    (.syntax, "\"a«\\q»\""), (.syntax, "{a: 1, «a»: 2}"), (.syntax, "1 < 2 «<» 3"), (.syntax, "for «if» in [1] return 1"),
    (.syntax, "abs(1, «)»"),
    (.syntax, "cost «%» 2"), (.syntax, "«&»"), (.syntax, "[1..2«»"),
    (.unsupportedFeature, "«enterprise revenue» > 1"), (.unsupportedFeature, "cost «instance» of number"),
    (.unsupportedFeature, "«function»(x) x"), (.unsupportedFeature, "abs(1)«(»2)"),
    // Names
    (.unknownName, "«costt» + paid"), (.unknownName, "founded.«yaer»"), (.unknownName, "«abs» + 1"), (.unknownName, "{a: 1}.«b»"),
    (.unknownFunction, "«strng length»(name)"), (.unknownFunction, "«maxx»(cost, paid)"), (.unsupportedFeature, "«today»()"),
    (.unsupportedFeature, "«matches»(name, \"a\")"), (.unsupportedFeature, "«item» > 1"),
    // Enumerations
    (.unknownEnumValue, "district = «\"penjiang\"»"), (.unknownEnumValue, "district in [\"xinhui\", «\"nowhere\"»]"),
    (.unknownEnumValue, "list contains(status, «\"leadng\"»)"),
    (.unknownEnumValue, "some s in status satisfies s in [\"leading\", «\"x\"»]"),
    (.unknownEnumValue, "if district = «\"a\"» then cost else paid"), (.typeMismatch, "«district < \"xinhui\"»"),
    (.typeMismatch, "«district = status»"), (.typeMismatch, "«district = name»"), (.unknownEnumValue, "former_district != «\"zhongshan\"»"),
    // Units
    (.unitMismatch, "«cost + fee_usd»"), (.unitMismatch, "«cost > area»"), (.unitMismatch, "«cost + 1»"),
    (.unitMismatch, "«min(cost, area)»"),
    (.unitMismatch, "«if first then cost else area»"), (.unitMismatch, "«growth >= rate»"), (.unitMismatch, "«cost * rate <= area»"),
    (.unitMismatch, "«cost in [cap..area]»"), (.unitMismatch, "cost ** «rate»"), (.unitMismatch, "cost ** «10»"), (.syntax, "{a: 1, «}»"),
    // Types
    (.typeMismatch, "«cost + name»"), (.typeMismatch, "«cost = name»"), (.typeMismatch, "first and «cost»"), (.typeMismatch, "«name»[1]"),
    (.typeMismatch, "[1, «\"a\"»]"), (.typeMismatch, "«founded + 1»"), (.typeMismatch, "«founded - name»"),
    (.typeMismatch, "if «cost» then 1 else 2"),
    (.typeMismatch, "«if first then 1 else \"a\"»"), (.typeMismatch, "string length(«cost»)"), (.typeMismatch, "for x in «cost» return x"),
    (.typeMismatch, "«founded < date and time(\"2024-01-01T00:00:00\")»"), (.typeMismatch, "not(«cost»)"),
    (.typeMismatch, "«first < first»"),
    (.typeMismatch, "sum(«tags»)"), (.typeMismatch, "costs[«\"a\"»]"), (.typeMismatch, "some s in status satisfies «s»"),
    // Null
    (.possiblyNull, "«null» + 1"), (.possiblyNull, "cost < «null»"), (.possiblyNull, "abs(«null»)"), (.possiblyNull, "[«null»..cost]"),
    (.possiblyNull, "«null» in [1]"),
    // Calls
    (.wrongArguments, "«abs()»"), (.wrongArguments, "«abs(1, 2)»"), (.wrongArguments, "abs(«m»: 1)"), (.wrongArguments, "«floor(n: 1, 2)»"),
    (.wrongArguments, "substring(string: name, «start»: 1)"), (.wrongArguments, "«working_days(founded)»"),
    (.unsupportedFeature, "«before»(range: [1..3], point: 5)"),
    // Literals
    (.invalidValue, "date(«\"2025-02-30\"»)"), (.invalidValue, "«@\"tomorrow\"»"), (.invalidValue, "duration(«\"1Y\"»)"),
    (.invalidValue, "«date(2025, 13, 1)»"), (.unsupportedFeature, "time(«\"10:00:00Z\"»)"),
    (.unsupportedFeature, "«@\"2025-01-01T10:00:00+08:00\"»"),
    (.unsupportedFeature, "«@\"10:00:00.5\"»"), (.unsupportedFeature, "date(«\"12025-01-01\"»)"), (.invalidValue, "«1e9999»"),
    // Size
    (.unsupportedFeature, "for i in 1..«项目数» return i"), (.expressionTooLarge, "for i in 1..«1000000000» return i"),
    (.unsupportedFeature, "for i in 1..3 return «partial»"),
  ]

  @Test(arguments: table.indices)
  func problemStandsAtTheRightPlace(_ index: Int) throws {
    let (id, marked) = Self.table[index]
    let (text, range) = Self.unmark(marked)
    guard case .failure(let problems) = Workbench().check(text) else {
      Issue.record("accepted: \(marked)")
      return
    }
    let found = problems.all.map { "\($0.id.rawValue) \($0.range): \($0.message)" }.joined(separator: "; ")
    #expect(problems.all.contains { $0.id == id && $0.range == range }, "\(marked) \(range) gave \(found)")
    for problem in problems.all {
      #expect(problem.message.first?.isUppercase != true && problem.range.upperBound <= text.utf8.count, "\(problem)")
    }
  }

  /// The text without its marks, and the bytes between them.
  static func unmark(_ marked: String) -> (String, Range<Int>) {
    let parts = marked.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }.map(String.init)
    guard parts.count == 3 else { return (marked, 0..<0) }
    let start = parts[0].utf8.count
    return (parts.joined(), start..<start + parts[1].utf8.count)
  }

  /// What an expression that may be null is refused with where a value is needed: the place where it gets lost.
  @Test(arguments: [
    ("«cost / rate» * rate", "write `if rate = 0 then … else …`"), ("«grant» + cost", "write `if grant = null then … else …`"),
    ("min(«grant», cost)", "write `if grant = null then … else …`"),
    ("if first then cost else «null»", "give a value here, or say elsewhere what holds then"),
    ("«costs[1]»", "write `if … = null then … else …`"), ("«sum(costs)»", "write `if … = null then … else …`"),
    ("if rate > 0 then cost else «cost / rate»", "write `if rate = 0 then … else …`"),
  ])
  func nullIsReportedWhereItComesFrom(_ marked: String, _ help: String) throws {
    let (text, range) = Self.unmark(marked)
    let bench = Workbench()
    guard case .failure(let problems) = bench.check(text, expecting: try bench.check("cost").get().type) else {
      Issue.record("accepted: \(text)")
      return
    }
    #expect(problems.all.map(\.id) == [.possiblyNull])
    #expect(problems.all.map(\.range) == [range])
    #expect(problems.all.map(\.help) == [help])
  }

  @Test func suggestions() throws {
    func help(_ text: String) -> [String?] {
      if case .failure(let problems) = Workbench().check(text) { problems.all.map(\.help) } else { [] }
    }
    #expect(help("costt") == ["did you mean `cost`?"])
    #expect(help("district = \"penjiang\"") == ["did you mean `pengjiang`?"])
    #expect(help("district = \"elsewhere\"") == ["the values are `pengjiang`, `jianghai`, `xinhui`"])
    #expect(help("strng length(name)") == ["did you mean `string length`?"])
    #expect(help("abs") == ["`abs` is a function: write `abs(…)`"])
    #expect(help("cost + 1") == ["a bare number has no unit: name it as a parameter"])
    #expect(help("abs(m: 1)") == ["did you mean `n`?"])
    #expect(help("abs()") == ["it is called `abs(n)`"])
    #expect(help("district < \"xinhui\"") == ["list them: `x in [\"…\", \"…\"]`"])
  }

  /// All that is wrong comes in one run.
  @Test func severalProblemsAtOnce() {
    guard case .failure(let problems) = Workbench().check("costt > 1 and district = \"x\" and cost + fee_usd > 0 and abs()") else {
      Issue.record("accepted")
      return
    }
    #expect(problems.all.map(\.id) == [.unknownName, .unknownEnumValue, .unitMismatch, .wrongArguments])
  }
}
