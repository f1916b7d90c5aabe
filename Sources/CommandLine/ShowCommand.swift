import ArgumentParser
import Diagnostics
import Policy
import Rules
import Values

/// `huiqi show`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一条条款：说什么、给谁、给多少、怎么读的 (one provision: what it says and how it is read)")

  @Argument(help: ArgumentHelp("条款编号 (clause id)", valueName: "id")) var id: String
  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    guard let clause = book.clause(id) else {
      let near = nearestName(to: id, among: book.clauses.map(\.id))
      Terminal.report(
        [Diagnostic(.unknownID, "there is no clause `\(id)`", help: near.map { "did you mean `\($0)`?" } ?? "`huiqi list` shows all")],
        json: options.json)
      throw ExitCode(2)
    }
    if options.json {
      Terminal.write(book.fullJSON(clause).pretty)
    } else {
      Terminal.write(text(clause, book))
    }
  }

  private func text(_ clause: Clause, _ book: PolicyBook) -> String {
    let paint = Paint(on: Terminal.hasColours)
    let lang = options.lang
    func heading(_ zh: String, _ en: String) -> String { "\n" + paint(options.say(zh, en), .bold) + "\n" }
    var out = paint(clause.title[lang], .bold) + "  " + paint(clause.id, .dim) + "\n" + book.citation(of: clause) + "\n"
    out += options.say("类别：", "Kind: ") + clause.kind.label[lang] + "\n"
    let leads = clause.leads.compactMap { book.organisations[$0]?.name[lang] }
    if !leads.isEmpty { out += options.say("责任单位：", "Units responsible: ") + leads.joined(separator: options.say("、", ", ")) + "\n" }
    let inferred = clause.inferredLeads.compactMap { book.organisations[$0]?.name[lang] }
    if !inferred.isEmpty {
      out +=
        options.say("可能的责任单位（文件未写明）：", "Likely units (not stated in the document): ") + inferred.joined(separator: options.say("、", ", "))
        + "\n"
    }
    if let summary = clause.summary { out += "\n" + summary[lang] + "\n" }
    guard let measure = book.measure(clause.id) else { return out }
    let sentences = Sentences(book, lang)
    if !measure.rule.requirements.isEmpty {
      out += heading("条件", "Requirements")
      for requirement in measure.rule.requirements {
        out += "  · \(sentences.condition(requirement.node))  \(paint(requirement.article, .dim))\n"
      }
    }
    if let award = measure.rule.award {
      out += heading(award.kind == .upto ? "金额（最高）" : "金额", award.kind == .upto ? "Sum (up to)" : "Sum")
      out += "  " + sentences.formula(award.node) + "\n"
      for index in book.program.definitions(usedBy: award.node) {
        out += "    " + options.say("其中 ", "where ") + sentences.name(ofDefinition: index) + " = "
        out += sentences.formula(book.program.definitions[index].root) + "\n"
      }
    }
    if !measure.limits.isEmpty {
      out += heading("限额", "Limits")
      for limit in measure.limits { out += "  · " + sentences.limit(limit) + "\n" }
    }
    if !measure.parameters.isEmpty {
      out += heading("参数", "Parameters")
      for index in measure.parameters {
        let parameter = book.program.parameters[index]
        out +=
          "  \(sentences.name(ofParameter: index)) = \(sentences.value(parameter.value, type: parameter.type))  \(paint(parameter.article, .dim))\n"
      }
    }
    if !measure.rule.outputs.isEmpty {
      out += heading("结果", "Results")
      for output in measure.rule.outputs { out += "  \(measure.outputLabels[output.name]?[lang] ?? "")  \(paint(output.name, .dim))\n" }
    }
    if let review = measure.review { out += heading("由人审定", "A person decides") + "  " + review[lang] + "\n" }
    if !measure.readings.isEmpty {
      out += heading("对文本的理解", "Readings of the text")
      for reading in measure.readings {
        out += "  · \(reading.issue[lang])：\(reading.taken[lang])"
        out += (reading.instead.map { options.say("（另可：\($0.zh)）", " (otherwise: \($0.en))") } ?? "") + "\n"
      }
    }
    let facts = measure.rule.facts.filter { $0 != 0 }
    if !facts.isEmpty {
      out += heading("用到的事实", "Facts")
      for fact in facts { out += "  \(sentences.label(fact))  \(paint(book.facts[fact].name, .dim))\n" }
    }
    return out + "\n" + paint(measure.place, .dim) + "\n"
  }
}
