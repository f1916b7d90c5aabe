import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `f(a, b)`, `f(x: a, y: b)`.
  mutating func call(_ syntax: Syntax) -> Typed? {
    guard case .call(let name, let arguments) = syntax.kind else { return nil }
    guard let function = FunctionTable.functions[name.text] else {
      unknownFunction(name, arguments)
      return nil
    }
    let form = self.form(of: function, name, arguments, syntax)
    let checked = arguments.map { check($0.value) }
    guard let form, checked.allSatisfy({ $0 != nil }) else { return nil }
    return made(function, name, form, arguments, checked, syntax)
  }

  private mutating func made(
    _ function: Function, _ name: Syntax.Label, _ form: Form, _ arguments: [Syntax.Argument], _ checked: [Typed?], _ syntax: Syntax
  ) -> Typed? {
    var items: [Arguments.Item] = []
    for (index, typed) in checked.enumerated() {
      guard let typed else { continue }
      items.append(Arguments.Item(parameter: form.assigned[index], typed: typed, syntax: arguments[index].value))
    }
    // Arguments with names come in any order; the form that they were found in has the right one.
    let order = form.order.map(\.name)
    if arguments.contains(where: { $0.name != nil }) {
      items.sort { (order.firstIndex(of: $0.parameter.name) ?? 0) < (order.firstIndex(of: $1.parameter.name) ?? 0) }
    }
    return function.make(&self, Arguments(function: name.text, items: items, syntax: syntax))
  }

  private mutating func unknownFunction(_ name: Syntax.Label, _ arguments: [Syntax.Argument]) {
    for argument in arguments { _ = check(argument.value) }
    if let reason = FunctionTable.unsupported[name.text] {
      report(.unsupportedFeature, "`\(name.text)` is not supported", name.span.range, help: reason)
      return
    }
    let near = nearestName(to: name.text, among: FunctionTable.functions.keys)
    report(.unknownFunction, "unknown function `\(name.text)`", name.span.range, help: near.map { "did you mean `\($0)`?" })
  }

  // MARK: Which parameter an argument is for

  /// A way to call a function, and the parameter of each argument in the order of the arguments.
  struct Form {
    let order: [Parameter]
    let assigned: [Parameter]
  }

  /// The form that takes the arguments; reports if none does, or if names leave open which of two is meant.
  private mutating func form(
    of function: Function, _ name: Syntax.Label, _ arguments: [Syntax.Argument], _ syntax: Syntax
  ) -> Form? {
    let forms = function.forms.compactMap { form in
      CheckerPass.assign(arguments, to: form).map { Form(order: form, assigned: $0) }
    }
    if let form = forms.first {
      guard arguments.first?.name != nil, let other = forms.dropFirst().first, other.order.map(\.name) != form.order.map(\.name) else {
        return form
      }
      report(
        .unsupportedFeature, "`\(name.text)` with these names can mean two things", name.span.range,
        help: "give the arguments without names")
      return nil
    }
    let names = function.forms.flatMap { $0.map(\.name) }
    if let wrong = arguments.lazy.compactMap(\.name).first(where: { !names.contains($0.text) }) {
      let near = nearestName(to: wrong.text, among: names).map { "did you mean `\($0)`?" }
      report(.wrongArguments, "`\(name.text)` has no parameter `\(wrong.text)`", wrong.span.range, help: near ?? usage(name, function))
    } else {
      report(.wrongArguments, "`\(name.text)` can't be called with these arguments", syntax, help: usage(name, function))
    }
    return nil
  }

  private func usage(_ name: Syntax.Label, _ function: Function) -> String {
    let forms = function.forms.map { form in
      form.map { $0.isOptional ? "[\($0.name)]" : $0.isVariadic ? "\($0.name)…" : $0.name }.joined(separator: ", ")
    }
    return "it is called " + forms.map { "`\(name.text)(\($0))`" }.joined(separator: " or ")
  }

  private static func assign(_ arguments: [Syntax.Argument], to form: [Parameter]) -> [Parameter]? {
    let named = arguments.compactMap(\.name)
    var assigned: [Parameter] = []
    if named.isEmpty {
      for index in arguments.indices {
        guard index < form.count else {
          guard let last = form.last, last.isVariadic else { return nil }
          assigned.append(last)
          continue
        }
        assigned.append(form[index])
      }
    } else {
      guard named.count == arguments.count else { return nil }
      for name in named {
        guard let parameter = form.first(where: { $0.name == name.text }) else { return nil }
        guard !assigned.contains(where: { $0.name == parameter.name }) else { return nil }
        assigned.append(parameter)
      }
    }
    let given = Set(assigned.map(\.name))
    // Optional parameters are left out only from the end, where the operation has positions.
    let missing = form.filter { !given.contains($0.name) }
    guard missing.allSatisfy(\.isOptional) else { return nil }
    return assigned
  }

  // MARK: Whether arguments are what the parameters ask for

  /// The arguments as values of their patterns, and the type of the items of the lists among them; reports what doesn't go.
  mutating func match(_ arguments: Arguments) -> (typed: [Typed], item: ValueType?)? {
    let count = problems.count
    let itemType = self.itemType(arguments)
    var typed: [Typed] = []
    for item in arguments.items {
      if let fitting = matched(item, itemType, arguments.function) { typed.append(fitting) }
    }
    return typed.count == arguments.items.count && problems.count == count ? (typed, itemType) : nil
  }

  /// What the lists of a call hold, together with the items given beside them.
  private mutating func itemType(_ arguments: Arguments) -> ValueType? {
    var parts: [Operand] = []
    for item in arguments.items {
      switch item.parameter.pattern {
      case .item: parts.append((item.typed, item.syntax))
      case .items:
        // An empty list says nothing of its items; a literal list of text may still be one of enumeration values.
        guard let type = item.typed.type.wrapped.item, type != .anything else { continue }
        let sample = item.typed.literal.flatMap { if case .list(let values) = $0 { values.first } else { nil } }
        parts.append((item.typed.isFlexible && sample != nil ? .literal(sample ?? .null, type) : Typed(type, .node(0)), item.syntax))
      default: break
      }
    }
    if parts.isEmpty { return nil }
    // Only the types are of interest here; what doesn't go together is reported where each argument is matched.
    let before = problems
    defer { problems = before }
    if case .type(let type, _) = unify(parts) { return type }
    return parts[0].typed.type
  }

  private mutating func matched(_ item: Arguments.Item, _ itemType: ValueType?, _ function: String) -> Typed? {
    let what = "`\(item.parameter.name)` of `\(function)`"
    if item.typed.type == .null, !item.parameter.takesNull, !item.parameter.pattern.isItem {
      report(.possiblyNull, "\(what) can't be null", item.syntax)
      return nil
    }
    if item.typed.type == .null, item.parameter.takesNull { return item.typed }
    let isOptional = item.typed.type.isOptional
    func optional(_ type: ValueType) -> ValueType { isOptional ? type.orNull : type }
    let type = item.typed.type.wrapped
    switch item.parameter.pattern {
    case .type(let wanted): return fit(item.typed, item.syntax, to: optional(wanted), what: what)
    case .item: return fit(item.typed, item.syntax, to: itemType ?? type, what: what)
    case .items:
      guard type.item != nil else { return fit(item.typed, item.syntax, to: .list(itemType ?? .anything), what: what) }
      return fit(item.typed, item.syntax, to: optional(.list(itemType ?? .anything)), what: what)
    case .number:
      if case .number = type { return item.typed }
      return fit(item.typed, item.syntax, to: .ratio, what: what)
    case .position:
      if type == .number("count") { return item.typed }
      return fit(item.typed, item.syntax, to: optional(.ratio), what: what)
    case .dateLike:
      if type == .date || type == .dateTime { return item.typed }
      return fit(item.typed, item.syntax, to: .date, what: what)
    case .numbers:
      if case .number? = type.item?.wrapped { return item.typed }
      return fit(item.typed, item.syntax, to: .list(.ratio), what: what)
    case .any: return item.typed
    }
  }
}

extension Pattern {
  fileprivate var isItem: Bool { if case .item = self { true } else { false } }
}
