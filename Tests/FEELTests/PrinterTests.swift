import FEEL
import Testing

@Suite struct PrinterTests {
  /// `parse(print(x)) == x` for every tree.
  @Test func whatIsPrintedReadsBackTheSame() throws {
    var random = RandomSyntax(seed: 20_250_801)
    for number in 0..<22_000 {
      let tree = random.tree(number % 100 == 0 ? 5 : [1, 2, 2, 3, 3, 1, 3, 4][number % 8])
      let text = Printer.print(tree)
      switch Parser.parse(text) {
      case .success(let back): if back != tree { Issue.record("\(number): \(text) reads as \(Printer.print(back))") }
      case .failure(let problems): Issue.record("\(number): \(text): \(problems.all[0].message) at \(problems.all[0].range)")
      }
    }
  }

  @Test(arguments: [
    ("(a + b) * c", "(a + b) * c"), ("((a) + (b * c))", "a + b * c"), ("a - (b - c)", "a - (b - c)"), ("(a - b) - c", "a - b - c"),
    ("-(a ** b)", "-(a ** b)"), ("(-a) ** b", "-a ** b"), ("(a and b) or c", "a and b or c"), ("a and (b or c)", "a and (b or c)"),
    ("(if a then b else c) + 1", "(if a then b else c) + 1"), ("x in (1, > 5)", "x in (1, > 5)"), ("x in (a)", "x in a"),
    ("]1..2[", "(1..2)"), ("{\"a\": 1, \"b c\": 2}", "{a: 1, \"b c\": 2}"), ("a /* b */ + // c\n d", "a + d"),
    ("not(a)", "not(a)"), ("date and time ( a , b )", "date and time(a, b)"), ("(a.b)[1].c", "a.b[1].c"),
    ("x  in [1..5[ and y", "x in [1..5) and y"),
    ("some a in b, c in d satisfies e", "some a in b, c in d satisfies e"), ("for i in 1..3 return i", "for i in 1..3 return i"),
    ("\"\\u4F01\\uD83D\\uDCA9\\U01F40E\"", "\"企💩🐎\""), ("企业数 > 3", "企业数 > 3"), ("a - -b", "a - -b"), ("(a = b) = c", "(a = b) = c"),
  ])
  func bracketsAreMinimal(_ text: String, _ printed: String) throws {
    #expect(Printer.print(try Parser.parse(text).get()) == printed)
  }
}
