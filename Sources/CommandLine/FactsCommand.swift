import ArgumentParser
import Diagnostics
import Policy
import Rules

/// `huiqi facts`
struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "可填写的事实及其含义、单位和取值 (the facts that may be stated)")

  @Argument(help: ArgumentHelp("名称或标签中的文字，或条款编号 (words in the name or label, or a clause id)", valueName: "words")) var words: [String] = []
  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    var indices = Array(book.facts.indices.dropFirst())
    if let id = words.first, let measure = book.measure(id) {
      indices = measure.rule.facts.filter { $0 != 0 }
    } else {
      indices = indices.filter { index in
        let fact = book.facts[index]
        return words.allSatisfy { word in
          fact.name.contains(word) || fact.label.zh.contains(word) || fact.label.en.lowercased().contains(word.lowercased())
        }
      }
    }
    if options.json {
      Terminal.write(JSONText.list(indices.map { book.facts[$0].json }).pretty)
      return
    }
    let paint = Paint(on: Terminal.hasColours)
    for index in indices {
      let fact = book.facts[index]
      let unit = fact.unit.map { $0.description == "ratio" ? "" : " [\($0)]" } ?? ""
      print("\(paint(fact.name, .bold))\(unit)  \(fact.label[options.lang])")
      if let help = fact.help { print("    \(help[options.lang])") }
      if !fact.choices.isEmpty, fact.choices.count <= 20 {
        print("    " + fact.choices.map { "\($0.id) \($0.label[options.lang])" }.joined(separator: options.say("；", "; ")))
      }
    }
    print("\n\(indices.count) " + options.say("个事实", "facts"))
  }
}
