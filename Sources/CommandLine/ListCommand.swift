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
  @Argument(help: ArgumentHelp("标题、文件、条文或编号中的文字 (words in the title, document, article or id)", valueName: "words")) var words: [String] =
    []

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
    let clauses = Catalogue(book).clauses(matching: filter())
    if options.json {
      Terminal.write(JSONText.list(clauses.map { book.json($0) }).pretty)
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

  private func filter() -> CatalogueFilter {
    var filter = CatalogueFilter()
    filter.words = words
    filter.document = document
    filter.unit = unit
    filter.kind = kind.flatMap { Clause.Kind(rawValue: $0) }
    filter.inForce = inForce.flatMap { CivilDate($0) }
    filter.isComputed = computed
    return filter
  }
}
