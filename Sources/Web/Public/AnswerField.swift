import Policy
import Rules
import Values

/// The field in which a fact is answered.
struct AnswerField {
  let content: PublicContent
  let say: Voice

  /// More choices than this are a list that opens.
  static let choicesInSight = 8

  /// The field, with what was typed or answered before, and what is wrong with it.
  func view(_ fact: FactIndex, _ state: CalculatorState, _ refusal: AnswerRefusal?) -> View {
    let info = content.book.facts[fact]
    let type = content.book.program.schema.facts[fact].type
    let label = info.asked(say.language)
    let form = FormView(values: values(info, state), problems: AnswerField.problems(refusal, say))
    let options = info.choices.map { FormView.Option($0.id, $0.label[say.language]) }
    let hint = hint(info, type)
    switch type.wrapped {
    case .boolean:
      return form.radios(
        "answer", legend: label, hint: hint, options: [FormView.Option("true", say("yes")), FormView.Option("false", say("no"))])
    case .enumeration where options.count <= Self.choicesInSight && !type.isOptional:
      return form.radios("answer", legend: label, hint: hint, options: options)
    case .enumeration:
      let none = type.isOptional ? [FormView.Option("null", say("none"))] : []
      return form.select("answer", label: label, hint: hint, options: [FormView.Option("", say("choose"))] + none + options)
    case .list(.enumeration): return form.checkboxes("answer", legend: label, hint: hint, options: options)
    case .number:
      return form.text(
        "answer", label: label, hint: hint, width: .medium,
        unit: info.unit.flatMap { unit in unit == .none ? nil : unit.word(say.language) })
    case .date: return form.date("answer", label: label, hint: hint)
    default: return form.text("answer", label: label, hint: hint)
    }
  }

  /// What is wrong, at the field.
  static func problems(_ refusal: AnswerRefusal?, _ say: Voice) -> [FieldProblem] {
    refusal.map { [FieldProblem(field: "answer", code: $0.code.rawValue, message: $0.sentence[say.language])] } ?? []
  }

  /// What stands in the field: what was just typed, or the answer given before.
  private func values(_ info: FactInfo, _ state: CalculatorState) -> FormValues {
    let given = state.given.first { $0.name == info.name }?.given
    let before = given.map { $0.text.isEmpty ? [] : isMany($0.fact) ? $0.text.split(separator: ",").map(String.init) : [$0.text] }
    return FormValues(Query((state.typed ?? before ?? []).map { ("answer", $0) }))
  }

  private func isMany(_ fact: FactIndex) -> Bool {
    if case .list(.enumeration) = content.book.program.schema.facts[fact].type.wrapped { true } else { false }
  }

  private func hint(_ info: FactInfo, _ type: ValueType) -> String? {
    var parts = info.help.map { [$0[say.language]] } ?? []
    switch type.wrapped {
    case .list(.enumeration): parts.append(say("hint_many"))
    case .list: parts.append(say("hint_list"))
    case .range: parts.append(say("hint_period"))
    case .number where info.unit?.description == "CNY": parts.append(say("hint_money"))
    default: break
    }
    if type.isOptional, info.choices.isEmpty { parts.append(say("hint_none")) }
    if parts.isEmpty { return nil }
    return say.language == .zh ? parts.joined(separator: "。") + "。" : parts.joined(separator: ". ") + "."
  }
}
