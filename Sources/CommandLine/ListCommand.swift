import ArgumentParser
import Diagnostics
import Policy
import Values

/// `huiqi list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "条款目录，可按文件、单位、类别、施行日筛选 (the catalogue of provisions)",
    discussion: "例 / Example: huiqi list --document jm2025-61 --kind rate --computed")

  @OptionGroup var options: BookOptions
  @Option(name: .long, help: ArgumentHelp("文件编号 (document id, such as jm2025-61)", valueName: "id")) var document: String?
  @Option(name: .long, help: ArgumentHelp("责任单位 (unit responsible: id or part of its name)", valueName: "unit")) var unit: String?
  @Option(name: .long, help: ArgumentHelp("类别 (kind, such as grant, rate, land)", valueName: "kind")) var kind: String?
  @Option(name: .long, help: ArgumentHelp("在该日施行 (in force on this day)", valueName: "YYYY-MM-DD")) var inForce: String?
  @Flag(name: .long, help: "只列可计算的事项 (only provisions that compute)") var computed = false
  @Argument(help: ArgumentHelp("标题或编号中的文字 (words in the title or id)", valueName: "words")) var words: [String] = []

  func validate() throws {
    if let inForce, CivilDate(inForce) == nil { throw ValidationError("`\(inForce)` is not a date: write YYYY-MM-DD") }
    let kinds = Clause.Kind.allCases.map(\.rawValue)
    if let kind, !kinds.contains(kind) {
      let near = nearestName(to: kind, among: kinds).map { ", did you mean `\($0)`?" } ?? ""
      throw ValidationError("`\(kind)` is not a kind\(near) (\(kinds.joined(separator: ", ")))")
    }
  }

  func run() throws {
    let book = try options.book()
    if let document, !book.documents.contains(where: { $0.id == document }) {
      let ids = book.documents.map(\.id)
      throw ValidationError("there is no document `\(document)` (\(ids.joined(separator: ", ")))")
    }
    let clauses = book.clauses.filter { matches($0, book) }
    if options.json {
      Terminal.write(JSONText.list(clauses.map { ListCommand.json($0, book) }).pretty)
      return
    }
    let paint = Paint(on: Terminal.hasColours)
    var current = -1
    for clause in clauses {
      if clause.document != current {
        current = clause.document
        let document = book.documents[current]
        let heading = [document.number, document.title[options.lang]].compactMap { $0 }.joined(separator: " ")
        print((current > 0 ? "\n" : "") + paint(Terminal.wrap(heading, to: Terminal.width), .bold))
      }
      let mark = clause.computability == .full ? "●" : clause.computability == .partial ? "◐" : "○"
      let kind = clause.kind.label[options.lang]
      let title = clause.title[options.lang]
      if Terminal.width < 80 {
        print(" \(mark) \(Terminal.cut(title, to: Terminal.width - 5 - kind.terminalWidth))  \(paint(kind, .dim))")
        print("   " + paint(Terminal.cut(clause.id, to: Terminal.width - 3), .dim))
      } else {
        let id = Terminal.pad(clause.id, to: min(44, Terminal.width / 2))
        print(" \(mark) \(id) \(Terminal.cut(title, to: Terminal.width - id.terminalWidth - 6 - kind.terminalWidth))  \(paint(kind, .dim))")
      }
    }
    let count = "\(clauses.count) " + options.say("条（● 可算 ◐ 部分可算 ○ 不计算）", "provisions (● computed ◐ in part ○ not)")
    print("\n" + Terminal.wrap(count, to: Terminal.width))
  }

  private func matches(_ clause: Clause, _ book: PolicyBook) -> Bool {
    if computed, clause.computability == .none { return false }
    if let document, book.documents[clause.document].id != document { return false }
    if let kind, clause.kind.rawValue != kind { return false }
    if let unit, !clause.leads.contains(where: { isNamed($0, unit, book) }) { return false }
    if let inForce, let day = CivilDate(inForce), !book.documents[clause.document].window.contains(day) { return false }
    return words.allSatisfy { word in
      clause.id.contains(word) || clause.title.zh.contains(word) || clause.title.en.lowercased().contains(word.lowercased())
    }
  }

  private func isNamed(_ id: String, _ word: String, _ book: PolicyBook) -> Bool {
    guard let unit = book.organisations[id] else { return false }
    return id == word || unit.name.zh.contains(word) || unit.name.en.lowercased().contains(word.lowercased())
  }

  static func json(_ clause: Clause, _ book: PolicyBook) -> JSONText {
    .present([
      ("id", .string(clause.id)),
      ("title", clause.title.json),
      ("citation", .string(book.citation(of: clause))),
      ("kind", .string(clause.kind.rawValue)),
      ("computable", .string(clause.computability.rawValue)),
      ("lead", .list(clause.leads.map { .string($0) })),
      ("lead_inferred", clause.inferredLeads.isEmpty ? nil : .list(clause.inferredLeads.map { .string($0) })),
      ("summary", clause.summary?.json),
    ])
  }
}
