import ArgumentParser
import Diagnostics
import Policy
import Rules

/// `huiqi nearest`
struct NearestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nearest", abstract: "最小的一项改变：怎样才符合或得到更多 (the smallest single change that qualifies or pays more)")

  @Argument(help: ArgumentHelp("事项编号 (measure id)", valueName: "id")) var id: String
  @OptionGroup var input: FactsOptions
  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    let measure = try Terminal.unwrap(book.find(id), json: options.json)
    let (stated, asOf) = try input.read(book, json: options.json)
    let answerer = Answerer(book)
    let now = answerer.answer(measure, stated: stated, asOf: asOf)
    let changes = answerer.nearest(measure, stated: stated, asOf: asOf)
    if options.json {
      Terminal.write(book.json(changes, from: now.decision, of: measure, asOf: asOf).pretty)
      return
    }
    let sentences = Sentences(book, options.lang)
    print(Paint(on: Terminal.hasColours)(book.clause(of: measure).title[options.lang], .bold) + "  " + measure.id)
    print(options.say("现在：", "Now: ") + phrase(now.decision))
    if changes.isEmpty {
      print(options.say("申请人可以改变的事实中，没有哪一项单独改变就能符合或得到更多。", "No single fact that the applicant could change would qualify or pay more."))
    }
    for change in changes {
      let from = change.from.map { sentences.value($0, of: change.fact) } ?? options.say("未知", "unknown")
      print("  · \(sentences.label(change.fact))：\(from) → \(sentences.value(change.to, of: change.fact))")
      print("    " + options.say("则 ", "then ") + phrase(change.decision))
    }
  }

  private func phrase(_ decision: Decision) -> String {
    AnswerText.word(decision.outcome, options.lang)
      + (decision.amount.map { options.say("，", ", ") + AnswerText.sum($0, options.lang) } ?? "")
  }
}
