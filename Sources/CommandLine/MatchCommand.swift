import ArgumentParser
import Diagnostics
import Policy
import Rules
import Values

/// `huiqi match`
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match", abstract: "全部事项逐一认定：可得、可能、不符合 (every measure: eligible, could be, not)",
    discussion: "例 / Example: huiqi match --facts my-enterprise.yaml --as-of 2025-11-01")

  @OptionGroup var input: FactsOptions
  @OptionGroup var options: BookOptions
  @Flag(name: .long, help: "也列出不符合的事项和理由 (also list what is not eligible, with the reason)") var all = false
  @Option(name: .long, help: ArgumentHelp("只看一份文件 (one document only)", valueName: "id")) var document: String?

  func run() throws {
    let book = try options.book()
    let (stated, asOf) = try input.read(book, json: options.json)
    let answerer = Answerer(book)
    let decisions = answerer.match(stated: stated, asOf: asOf)
    let rows = zip(book.measures, decisions).filter { measure, _ in document.map { book.document(of: measure).id == $0 } ?? true }
    let others = Set(book.documents.filter { answerer.isAddressedToOthers($0, stated: stated, asOf: asOf) }.map(\.id))
    if options.json {
      Terminal.write(json(rows, book, answerer, stated, asOf).pretty)
    } else {
      Terminal.write(table(rows, others, book, answerer, stated, asOf))
    }
  }

  private typealias Row = (Measure, Decision)

  private func table(_ all: [Row], _ others: Set<String>, _ book: PolicyBook, _ answerer: Answerer, _ stated: [Value?], _ asOf: CivilDate)
    -> String
  {
    let paint = Paint(on: Terminal.hasColours)
    let width = Terminal.width
    var out = ""
    func section(_ zh: String, _ en: String, _ rows: [Row], _ colour: Paint.Colour, _ line: (Row) -> String) {
      guard !rows.isEmpty else { return }
      out += paint(options.say("\(zh)（\(rows.count)）", "\(en) (\(rows.count))"), colour) + "\n"
      for row in rows { out += line(row) }
      out += "\n"
    }
    func head(_ row: Row, _ right: String) -> String {
      let title = book.clause(of: row.0).title[options.lang]
      let room = width - right.terminalWidth - 4
      // Where the sum leaves too little room for the title, it stands on a line of its own.
      let first =
        room >= 20 || right.isEmpty
        ? "  " + Terminal.pad(Terminal.cut(title, to: room), to: room) + "  " + right + "\n"
        : "  " + Terminal.cut(title, to: width - 2) + "\n    " + Terminal.cut(right, to: width - 4) + "\n"
      return first
        + "    " + paint(Terminal.cut("\(row.0.id)  \(book.citation(of: book.clause(of: row.0)))", to: width - 4), .dim) + "\n"
    }
    let rows = self.all || document != nil ? all : all.filter { !others.contains(book.document(of: $0.0).id) }
    func pays(_ row: Row) -> Bool { row.1.amount != nil && book.clause(of: row.0).kind.pays }
    let paying = rows.filter { $0.1.outcome == .eligible && pays($0) }
    let passing = rows.filter { $0.1.outcome == .eligible && !pays($0) }
    let open = rows.filter { $0.1.outcome == .undetermined && pays($0) }
    let openChecks = rows.filter { $0.1.outcome == .undetermined && !pays($0) }
    let refused = rows.filter { $0.1.outcome == .ineligible }
    section("可以得到", "Eligible", paying, .green) { row in
      head(row, row.1.amount.map { AnswerText.sum($0, options.lang) } ?? "") + lacking(row, book, width, paint)
    }
    section("符合（不涉及金额）", "Holds (no money)", passing, .green) { head($0, "") }
    section("可能得到，还缺事实", "Could be, facts missing", open.sorted { $0.1.missing.count < $1.1.missing.count }, .yellow) { row in
      head(row, row.1.amount.map { AnswerText.sum($0, options.lang) } ?? "") + lacking(row, book, width, paint)
    }
    if self.all {
      section("待定（不涉及金额）", "Open (no money)", openChecks, .yellow) { head($0, "") + lacking($0, book, width, paint) }
      section("不符合", "Not eligible", refused, .red) { row in
        let answer = answerer.answer(row.0, stated: stated, asOf: asOf)
        let reason = options.say("未满足：", "not met: ") + AnswerText(answer, options.lang).reason()
        return head(row, "") + "    " + Terminal.cut(reason, to: width - 4) + "\n"
      }
    } else {
      out += rest(openChecks.count, refused.count, all.count - rows.count)
    }
    return out
  }

  /// What the short table leaves out, counted.
  private func rest(_ open: Int, _ refused: Int, _ elsewhere: Int) -> String {
    let parts = [
      open > 0 ? options.say("不涉及金额的 \(open) 项待定", "\(open) without money are open") : nil,
      refused > 0 ? options.say("\(refused) 项不符合", "\(refused) are not eligible") : nil,
      elsewhere > 0 ? options.say("\(elsewhere) 项属于面向他人的文件", "\(elsewhere) are in documents addressed to others") : nil,
    ].compactMap { $0 }
    if parts.isEmpty { return "" }
    let text = options.say("另有：", "Besides: ") + parts.joined(separator: options.say("，", ", "))
    return Terminal.wrap(text + options.say("（--all 全部列出并说明理由）", " (--all lists them with reasons)"), to: Terminal.width) + "\n"
  }

  private func lacking(_ row: Row, _ book: PolicyBook, _ width: Int, _ paint: Paint) -> String {
    guard !row.1.missing.isEmpty else { return "" }
    let names = row.1.missing.map { book.facts[$0].label[options.lang] }
    let text =
      options.say("缺：", "missing: ") + names.prefix(6).joined(separator: options.say("、", ", "))
      + (names.count > 6 ? " …+\(names.count - 6)" : "")
    return "    " + paint(Terminal.cut(text, to: width - 4), .yellow) + "\n"
  }

  private func json(_ rows: [Row], _ book: PolicyBook, _ answerer: Answerer, _ stated: [Value?], _ asOf: CivilDate) -> JSONText {
    .object([
      ("as_of", .string(asOf.description)),
      ("content_hash", .string(book.contentHash)),
      ("results", .list(rows.map { json($0, book, answerer, stated, asOf) })),
    ])
  }

  private func json(_ row: Row, _ book: PolicyBook, _ answerer: Answerer, _ stated: [Value?], _ asOf: CivilDate) -> JSONText {
    let (measure, decision) = row
    let (zh, en, texts) = (Sentences(book, .zh), Sentences(book, .en), ValueText(schema: book.program.schema))
    let failed = decision.failed.map { index -> JSONText in
      let node = measure.rule.requirements[index].node
      return Bilingual(zh: zh.condition(node), en: en.condition(node)).json
    }
    return .present([
      ("measure", .string(measure.id)),
      ("title", book.clause(of: measure).title.json),
      ("outcome", .string(decision.outcome.rawValue)),
      ("amount", decision.amount.map(Answer.json)),
      ("not_met", failed.isEmpty ? nil : .list(failed)),
      ("missing", decision.missing.isEmpty ? nil : .list(decision.missing.map { .string(book.facts[$0].name) })),
      ("outputs", decision.outputs.isEmpty ? nil : .object(decision.outputs.map { ($0.name, texts.json($0.value)) })),
    ])
  }
}
