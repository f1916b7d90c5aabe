import ArgumentParser
import Policy

/// `huiqi decide`
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "认定一个事项：结论、金额、逐条理由 (decide one measure: outcome, sum, reasons)",
    discussion: "例 / Example: huiqi decide jm2025-61.9.1.1.foreign --facts fair.yaml --as-of 2025-11-01")

  @Argument(help: ArgumentHelp("事项编号 (measure id)", valueName: "id")) var id: String
  @OptionGroup var input: FactsOptions
  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    let measure = try Terminal.unwrap(book.find(id), json: options.json)
    let (stated, asOf) = try input.read(book, json: options.json)
    let answer = Answerer(book).answer(measure, stated: stated, asOf: asOf)
    Terminal.write(options.json ? answer.json().pretty : AnswerText(answer, options.lang, colours: Terminal.hasColours).full())
  }
}
