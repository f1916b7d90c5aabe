import ArgumentParser
import Diagnostics
import Foundation
import Policy
import Rules
import Values

/// `huiqi ask`
struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "一次问一个最能定下结论的问题 (ask the one question that settles most)",
    discussion: """
      在终端上逐一提问，回车跳过，q 结束；加 --json 只给出下一个问题。
      On a terminal asks one after another (return skips, ? tells why, q ends); with --json gives the next question only.
      """)

  @OptionGroup var input: FactsOptions
  @OptionGroup var options: BookOptions
  @Option(name: .long, help: ArgumentHelp("只问一个事项 (for one measure only)", valueName: "id")) var measure: String?
  @Option(name: .long, help: ArgumentHelp("只问一份文件 (for one document only)", valueName: "id")) var document: String?
  @Flag(name: .long, help: "也问不涉及金额的事项和面向他人的文件 (also measures without money and documents addressed to others)") var all = false
  @Option(name: .long, help: ArgumentHelp("把回答写入文件 (write the answers to a facts file)", valueName: "file")) var save: String?

  func run() throws {
    let book = try options.book()
    var (stated, asOf) = try input.read(book, json: options.json)
    let chosen = try chosen(book)
    let answerer = Answerer(book)
    // Answers may show that a document is addressed to others, so the choice is made anew before each question.
    func open() -> [Measure] { all || measure != nil ? chosen : answerer.concerned(among: chosen, stated: stated, asOf: asOf) }
    var measures = open()
    if options.json || !Terminal.isInteractive {
      let questions = answerer.questions(measures, stated: stated, asOf: asOf)
      Terminal.write(book.json(questions, of: measures).pretty)
      return
    }
    var skipped = Set<FactIndex>()
    while let question = answerer.questions(measures, stated: stated, asOf: asOf).first(where: { !skipped.contains($0.fact) }) {
      defer { measures = open() }
      switch put(question, measures, book) {
      case .ended:
        try finish(measures, answerer, book, stated, asOf)
        return
      case .skipped: skipped.insert(question.fact)
      case .answered(let value): stated[question.fact] = value
      }
    }
    try finish(measures, answerer, book, stated, asOf)
  }

  private func chosen(_ book: PolicyBook) throws -> [Measure] {
    if let measure { return [try Terminal.unwrap(book.find(measure), json: options.json)] }
    return book.measures.filter { item in document.map { book.document(of: item).id == $0 } ?? true }
  }

  private enum Reply {
    case answered(Value)
    case skipped
    case ended
  }

  private func put(_ question: Question, _ measures: [Measure], _ book: PolicyBook) -> Reply {
    let fact = book.facts[question.fact]
    let paint = Paint(on: Terminal.hasColours)
    print("\n" + paint(fact.asked(options.lang), .bold))
    if let help = fact.help { print("  " + help[options.lang]) }
    if !fact.choices.isEmpty {
      if fact.choices.count <= 20 {
        for (index, choice) in fact.choices.enumerated() {
          print("  \(index + 1). \(choice.label[options.lang])  \(paint(choice.id, .dim))")
        }
      } else {
        print("  " + options.say("填写代码，例如 ", "write the code, such as ") + fact.choices.prefix(3).map(\.id).joined(separator: ", "))
      }
    } else if let unit = fact.unit, unit != .none {
      print("  " + options.say("单位：", "unit: ") + unit.word(options.lang))
    }
    let reader = FactsReader(book)
    let isTruth = book.program.schema.facts[question.fact].type.wrapped == .boolean
    while true {
      Terminal.write(options.say("回答（是/否、数字、日期；回车跳过，? 为什么问，q 结束）> ", "answer (y/n, figure, date; return skips, ? why, q ends) > "))
      guard let line = readLine() else { return .ended }
      let text = line.trimmingCharacters(in: .whitespaces)
      switch text {
      case "": return .skipped
      case "q", "Q": return .ended
      case "?", "？": print("  " + why(question, measures, book))
      default:
        switch reader.read(TypedAnswer.normalised(text, fact, isTruth: isTruth), for: question.fact) {
        case .success(let value): return .answered(value)
        case .failure where isTruth: print("  " + options.say("请回答是或否", "answer yes or no"))
        case .failure(let problem): print("  " + problem.message + (problem.help.map { "; " + $0 } ?? ""))
        }
      }
    }
  }

  private func why(_ question: Question, _ measures: [Measure], _ book: PolicyBook) -> String {
    let names = question.rules.prefix(6).map { book.clause(of: measures[$0]).title[options.lang] }
    let rest = question.rules.count > 6 ? " …+\(question.rules.count - 6)" : ""
    return options.say("以下事项取决于它：", "These turn on it: ") + names.joined(separator: options.say("、", ", ")) + rest
  }

  private func finish(_ measures: [Measure], _ answerer: Answerer, _ book: PolicyBook, _ stated: [Value?], _ asOf: CivilDate) throws {
    let decisions = measures.map { answerer.answer($0, stated: stated, asOf: asOf).decision }
    print("")
    for (measure, decision) in zip(measures, decisions) where decision.outcome == .eligible {
      let sum = decision.amount.map { "  " + AnswerText.sum($0, options.lang) } ?? ""
      print("  ✓ \(book.clause(of: measure).title[options.lang])\(sum)")
    }
    let open = decisions.count { $0.outcome == .undetermined }
    print(options.say("仍待定：\(open) 个事项", "still open: \(open) measures"))
    guard let save else { return }
    try book.json(facts: stated, asOf: asOf).pretty.write(toFile: save, atomically: true, encoding: .utf8)
    print(options.say("回答已写入 ", "answers written to ") + save)
  }
}
