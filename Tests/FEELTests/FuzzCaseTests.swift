import FEEL
import Rules
import Testing

/// Texts that a fuzzer or a reviewer has made trouble with: none may crash, and problems lie within the text.
@Suite struct FuzzCaseTests {
  static let cases = [
    "\u{0}", "@", "@\"", "\"\\", "\"\\u", "\"\\uD83D", "\"\\uD83D\\u0041\"", "\"\\U110000\"", "1e", "1e+", ".", "..", "...", "1...2",
    "[..]", "]", "][",
    "[1..2[[", "a[", "a[]", "a.", "a.start included.", "{", "{:", "{a", "{a:", "{\"\"", "f(", "f(,", "f(a:", "f(a b c d e f g(", "if",
    "if if if", "for", "for a",
    "for a in", "for a in 1..", "some", "every x in y", "in", "x in", "x in (", "x in ()", "x in (1,", "x between", "x between 1",
    "x between 1 and", "not", "not()",
    "not(1, 2)", "min()", "sum()", "concatenate()", "append([])", "date and time", "date and time(", "years and months duration()", "-",
    "--", "(<", "(< )", "(!= 1)",
    "/*", "/**/", "//", "*/", "\u{FEFF}1", "1\u{3000}+\u{A0}1", "🐎", "é", "企业 企业", "1 in [[1..2], 3]", "[] in [[]]", "[1] in [1]",
    "{} = {}", "{}.a", "[].a",
    "[][1]", "[][true]", "[[]][1][1]", "null[1]", "null.a", "null = null", "if null then null else null", "for i in [] return i",
    "some i in [] satisfies i",
    "max([])", "string([])", "string({})", "flatten([[], []])", "get entries({})", "context put({}, [], 1)", "context put({}, \"a\", null)",
    "range(\"[\")",
    "for i in -9223372036854775808..9223372036854775807 return i", "substring(\"a\", 9223372036854775807, 9223372036854775807)",
    "[1][9223372036854775808]",
    "[1][-9223372036854775808]", "sublist([1], 1, 9223372036854775807)", "date(9223372036854775807, 1, 1)",
    "time(9223372036854775807, 1, 1)", "2 ** 1e6000", "1e6144 * 10",
    "@\"9999-12-31\" + @\"P1D\"", "@\"P1Y\" * 1e30", "decimal(1, 1e30)", "-@\"P9223372036854775807M\"", "0 ** -1", "(-8) ** (1 / 3)",
  ]

  @Test(arguments: cases)
  func nothingCrashes(_ text: String) {
    let bench = Workbench()
    switch bench.check(text) {
    case .failure(let problems):
      #expect(!problems.all.isEmpty)
      #expect(problems.all.allSatisfy { $0.range.upperBound <= text.utf8.count })
    case .success(let checked):
      _ = Evaluator(checked.program).value(of: checked.root, facts: bench.schema.facts.map { _ in nil })
    }
  }
}
