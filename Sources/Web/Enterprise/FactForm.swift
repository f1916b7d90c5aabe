import Policy
import Rules
import Values

/// The fields in which facts are stated, and what is read from them.
struct FactForm: Sendable {
  let book: PolicyBook
  let say: Voice

  /// More choices than this are a list that opens.
  static let choicesInSight = 6

  /// The field of a fact; it is called as the fact is.
  func field(_ fact: FactIndex, _ form: FormView) -> View {
    let info = book.facts[fact]
    let type = book.program.schema.facts[fact].type
    let language = say.language
    let name = info.name
    let label = info.question?[language] ?? info.label[language]
    let options = info.choices.map { FormView.Option($0.id, $0.label[language]) }
    let hint = hint(info, type)
    switch type.wrapped {
    case .boolean:
      return form.radios(
        name, legend: label, hint: hint, options: [FormView.Option("true", say("yes")), FormView.Option("false", say("no"))])
    case .enumeration where options.count <= Self.choicesInSight && !type.isOptional:
      return form.radios(name, legend: label, hint: hint, options: options)
    case .enumeration:
      let none = type.isOptional ? [FormView.Option("null", say("none"))] : []
      return form.select(name, label: label, hint: hint, options: [FormView.Option("", say("choose"))] + none + options)
    case .list(.enumeration): return form.checkboxes(name, legend: label, hint: hint, options: options)
    case .number where info.unit?.description == "CNY": return form.money(name, label: label, hint: hint)
    case .number:
      return form.text(name, label: label, hint: hint, width: .medium, unit: info.unit.flatMap { $0 == .none ? nil : $0.word(language) })
    case .date: return form.date(name, label: label, hint: hint)
    default: return form.text(name, label: label, hint: hint)
    }
  }

  private func hint(_ info: FactInfo, _ type: ValueType) -> String? {
    var parts = info.help.map { [$0[say.language]] } ?? []
    switch type.wrapped {
    case .number where info.unit?.description == "CNY": parts.append(say("hint_money"))
    case .date: parts.append(say.words.text("enterprise.hint_date", say.language))
    case .range: parts.append(say("hint_period"))
    case .list(.string): parts.append(say("hint_list"))
    default: break
    }
    if parts.isEmpty { return nil }
    return say.language == .zh ? parts.joined(separator: "。") + "。" : parts.joined(separator: ". ") + "."
  }

  /// What stands in the fields before anything is typed.
  func values(_ facts: [FactIndex], _ stated: [Value?]) -> FormValues {
    let texts = ValueText(schema: book.program.schema)
    var pairs: [(name: String, value: String)] = []
    for fact in facts {
      guard let value = stated[fact] else { continue }
      let name = book.facts[fact].name
      if case .list(let items) = value, case .list(.enumeration) = book.program.schema.facts[fact].type.wrapped {
        pairs += items.map { (name, texts.plain($0)) }
      } else if case .list(let items) = value {
        pairs.append((name, items.map(texts.plain).joined(separator: ",")))
      } else {
        pairs.append((name, texts.plain(value)))
      }
    }
    return FormValues(Query(pairs))
  }

  /// What was typed for some facts: values as a claim keeps them, nil where a field was left empty, and what is wrong.
  func read(_ facts: [FactIndex], _ form: FormValues) -> (stated: [(name: String, text: String?)], problems: [FieldProblem]) {
    let reader = FactsReader(book)
    var stated: [(name: String, text: String?)] = []
    var problems: [FieldProblem] = []
    for fact in facts {
      let info = book.facts[fact]
      let typed = form.all(info.name).filter { !FieldText.trimmed($0).isEmpty }.joined(separator: ",")
      if typed.isEmpty {
        stated.append((info.name, nil))
        continue
      }
      switch reader.read(typed: typed, for: fact) {
      case .success(let value): stated.append((info.name, ClaimFacts.text(value, book)))
      case .failure(let refusal):
        let label = info.label[say.language] + (say.language == .zh ? "：" : ": ")
        problems.append(FieldProblem(field: info.name, code: refusal.code.rawValue, message: label + refusal.sentence[say.language]))
      }
    }
    return (stated, problems)
  }
}
