import Diagnostics
import Rules
import Values

extension FunctionTable {
  /// Functions of contexts (DMN 1.5, table 79), as far as the type of the result can be known: the keys are written out.
  static let contexts: [String: Function] = [
    "get value": Function([[Parameter("m", .any), Parameter("key", .any)]]) { pass, arguments in pass.getValue(arguments) },
    "get entries": Function([[Parameter("m", .any)]]) { pass, arguments in pass.getEntries(arguments) },
    "context put": Function([
      [Parameter("context", .any), Parameter("key", .any), Parameter("value", .any, takesNull: true)],
      [Parameter("context", .any), Parameter("keys", .any), Parameter("value", .any, takesNull: true)],
    ]) { pass, arguments in pass.contextPut(arguments) },
    "range": Function([[Parameter("from", .any)]]) { pass, arguments in pass.makeRange(arguments) },
  ]
}

extension CheckerPass {
  /// The fields of an argument that must be a context.
  private mutating func fields(_ item: Arguments.Item, _ function: String) -> [ValueType.Field]? {
    if case .record(let fields) = item.typed.type.wrapped { return fields }
    if item.typed.type == .null {
      report(.possiblyNull, "`\(item.parameter.name)` of `\(function)` can't be null", item.syntax)
    } else {
      report(.typeMismatch, "`\(item.parameter.name)` of `\(function)` must be a context, not \(describe(item.typed.type))", item.syntax)
    }
    return nil
  }

  /// A key that is written out.
  private mutating func key(_ item: Arguments.Item, _ function: String) -> String? {
    if case .string(let key)? = item.typed.literal { return key }
    if item.typed.type.wrapped == .string {
      report(.unsupportedFeature, "a computed key is not supported", item.syntax)
    } else {
      report(.typeMismatch, "`\(item.parameter.name)` of `\(function)` must be a string, not \(describe(item.typed.type))", item.syntax)
    }
    return nil
  }

  mutating func getValue(_ arguments: Arguments) -> Typed? {
    guard let fields = fields(arguments.items[0], "get value"), let key = key(arguments.items[1], "get value") else { return nil }
    guard let type = fields.first(where: { $0.name == key })?.type else {
      let near = nearestName(to: key, among: fields.map(\.name)).map { "did you mean `\($0)`?" }
      report(.unknownName, "the context has no `\(key)`", arguments.items[1].syntax, help: near)
      return nil
    }
    return field(key, type, of: arguments.items[0].typed)
  }

  /// The entries of a context whose values have one type, as records with `key` and `value`.
  mutating func getEntries(_ arguments: Arguments) -> Typed? {
    guard let item = arguments.items.first, let fields = fields(item, "get entries") else { return nil }
    guard !item.typed.type.isOptional else {
      possiblyNull(item.typed, item.syntax)
      return nil
    }
    let entries = fields.map { entry in
      record(["key", "value"], [.literal(.string(entry.name), .string), field(entry.name, entry.type, of: item.typed)])
    }
    guard case .type(let type, let typed) = unify(entries.map { ($0, item.syntax) }) else {
      report(.unsupportedFeature, "`get entries` of values of several types is not supported", item.syntax)
      return nil
    }
    return apply(.makeList, typed, .list(type), lifting: false)
  }

  /// A context with one entry replaced or added, at a key or along a path of keys.
  mutating func contextPut(_ arguments: Arguments) -> Typed? {
    let context = arguments.items[0]
    guard fields(context, "context put") != nil else { return nil }
    guard !context.typed.type.isOptional else {
      possiblyNull(context.typed, context.syntax)
      return nil
    }
    var keys: [String] = []
    if case .list(let items)? = arguments.items[1].typed.literal, !items.isEmpty {
      for item in items { if case .string(let key) = item { keys.append(key) } }
      guard keys.count == items.count else {
        report(.possiblyNull, "a key can't be null", arguments.items[1].syntax)
        return nil
      }
    } else {
      guard let key = key(arguments.items[1], "context put") else { return nil }
      keys = [key]
    }
    return put(arguments.items[2].typed, keys[...], into: context.typed, arguments)
  }

  private mutating func put(_ value: Typed, _ keys: ArraySlice<String>, into context: Typed, _ arguments: Arguments) -> Typed? {
    guard let key = keys.first else { return value }
    guard case .record(let fields) = context.type else {
      report(.typeMismatch, "there is no context to put `\(key)` into", arguments.items[1].syntax)
      return nil
    }
    var names = fields.map(\.name)
    var values = fields.map { field($0.name, $0.type, of: context) }
    let position = names.firstIndex(of: key)
    let inner: Typed? =
      if keys.count == 1 {
        value
      } else if let position {
        put(value, keys.dropFirst(), into: values[position], arguments)
      } else {
        nil
      }
    guard let inner else {
      report(.unknownName, "the context has no `\(key)`", arguments.items[1].syntax)
      return nil
    }
    if let position {
      values[position] = inner
    } else {
      names.append(key)
      values.append(inner)
    }
    return record(names, values)
  }

  /// `range("[1..3]")`: text that is written out, with literal ends in ascending order.
  mutating func makeRange(_ arguments: Arguments) -> Typed? {
    guard let item = arguments.items.first else { return nil }
    guard case .string(let text)? = item.typed.literal else {
      if item.typed.type.wrapped == .string {
        report(.unsupportedFeature, "a range from computed text is not supported", item.syntax)
      } else {
        _ = fit(item.typed, item.syntax, to: .string, what: "`from` of `range`")
      }
      return nil
    }
    let before = problems
    if case .success(let syntax) = Parser.parse(text), case .range(let low, _, let high, _) = syntax.kind, low.isWrittenOut,
      high.isWrittenOut,
      let typed = check(syntax), case .range(let range)? = typed.literal, let order = range.lower.compare(range.upper), order <= 0
    {
      return typed
    }
    problems = before
    report(.invalidValue, "`\(text)` is not a range", item.syntax, help: "write `[a..b]`")
    return nil
  }
}

extension Syntax {
  /// Whether it is a literal, or a date or duration made from one.
  fileprivate var isWrittenOut: Bool {
    switch kind {
    case .number, .string, .temporal: return true
    case .negate(let operand): return operand.isWrittenOut
    case .call(let name, let arguments):
      guard arguments.count == 1, case .string? = arguments.first?.value.kind else { return false }
      return ["date", "time", "date and time", "duration"].contains(name.text)
    default: return false
    }
  }
}
