import ArgumentParser
import Diagnostics
import Policy

/// `huiqi coverage`
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "按文件统计：目录、可算、算例，并列出缺项 (provisions, rules and cases by document, and what is missing)")

  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    var cases: [String: Int] = [:]
    let runner = CaseRunner(book)
    for path in CaseFiles.list(options.folder(), all: false) {
      let file = try Terminal.unwrap(FileReader.data(at: path, limit_bytes: FileReader.policyLimit_bytes), json: options.json)
      for result in runner.run(file).results { cases[result.measure, default: 0] += 1 }
    }
    let rows = book.documents.enumerated().map { position, document in
      Row(document.id, book.clauses.filter { $0.document == position }, book, cases)
    }
    let uncomputed = book.clauses.filter { $0.computability != .none && book.measure($0.id) == nil }.map(\.id)
    let thin = book.measures.filter { cases[$0.id, default: 0] < 2 }.map(\.id)
    if options.json {
      Terminal.write(
        JSONText.object([
          ("documents", .list(rows.map(\.json))), ("not_computed", .list(uncomputed.map { .string($0) })),
          ("fewer_than_two_cases", .list(thin.map { .string($0) })),
        ]).pretty)
    } else {
      print(Terminal.pad(options.say("文件", "document"), to: 14) + options.say("   目录  应算  已算  算例", "  clauses computable computed cases"))
      for row in rows + [Row.total(rows)] { print(row.text) }
      for id in uncomputed { print(options.say("缺规则：", "no rule: ") + id) }
      for id in thin { print(options.say("算例不足两个：", "fewer than two cases: ") + id) }
    }
    if !uncomputed.isEmpty || !thin.isEmpty { throw ExitCode(1) }
  }

  /// One document's counts.
  private struct Row {
    let name: String
    var clauses: Int
    var computable: Int
    var computed: Int
    var cases: Int

    init(_ name: String, _ clauses: [Clause], _ book: PolicyBook, _ cases: [String: Int]) {
      self.name = name
      self.clauses = clauses.count
      computable = clauses.count { $0.computability != .none }
      computed = clauses.count { book.measure($0.id) != nil }
      self.cases = clauses.reduce(0) { $0 + cases[$1.id, default: 0] }
    }

    private init(name: String) {
      self.name = name
      (clauses, computable, computed, cases) = (0, 0, 0, 0)
    }

    static func total(_ rows: [Row]) -> Row {
      rows.reduce(into: Row(name: "合计 total")) { sum, row in
        sum.clauses += row.clauses
        sum.computable += row.computable
        sum.computed += row.computed
        sum.cases += row.cases
      }
    }

    var text: String {
      Terminal.pad(name, to: 14)
        + [clauses, computable, computed, cases].map { number in
          let text = String(number)
          return String(repeating: " ", count: max(0, 6 - text.count)) + text
        }.joined()
    }

    var json: JSONText {
      .object([
        ("document", .string(name)), ("clauses", .number(String(clauses))), ("computable", .number(String(computable))),
        ("computed", .number(String(computed))), ("cases", .number(String(cases))),
      ])
    }
  }
}
