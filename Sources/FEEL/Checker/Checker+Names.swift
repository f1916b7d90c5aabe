import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// What a name stands for: innermost scope first, then the names of the policy.
  mutating func resolve(_ syntax: Syntax) -> Typed? {
    guard case .name(let name) = syntax.kind else { return nil }
    for index in scopes.indices.reversed() {
      if let type = scopes[index].field(name), let item = scopes[index].item {
        scopes[index].isUsed = true
        return field(name, type, of: item)
      }
      if let typed = scopes[index].names[name] {
        scopes[index].isUsed = true
        return typed.type.isOptional ? typed.with(cause: nullCause(name, syntax)) : typed
      }
    }
    guard let binding = names(name) else {
      unknown(name, syntax)
      return nil
    }
    return bound(binding, name, syntax)
  }

  private mutating func bound(_ binding: Binding, _ name: String, _ syntax: Syntax) -> Typed {
    switch binding {
    case .fact(let index, let assumed):
      let node = builder.fact(index, assuming: assumed)
      return named(builder.program.type(of: node), node, name, syntax)
    case .parameter(let index):
      let node = builder.parameter(index)
      return named(builder.program.type(of: node), node, name, syntax)
    case .definition(let index):
      let node = builder.definition(index)
      return named(builder.program.type(of: node), node, name, syntax)
    case .constant(let value, let type): return .literal(value, type)
    }
  }

  private func named(_ type: ValueType, _ node: NodeID, _ name: String, _ syntax: Syntax) -> Typed {
    Typed(type, .node(node), cause: type.isOptional ? nullCause(name, syntax) : nil)
  }

  private func nullCause(_ name: String, _ syntax: Syntax) -> NullCause {
    NullCause(range: syntax.range, message: "`\(name)` may be null", help: "write `if \(name) = null then … else …`")
  }

  private mutating func unknown(_ name: String, _ syntax: Syntax) {
    if name == "partial" || name == "item" {
      report(.unsupportedFeature, name == "item" ? "`item` stands only in a filter" : "`partial` is not supported", syntax)
      return
    }
    let near = nearestName(to: name, among: knownNames() + scopes.flatMap(\.allNames))
    let isFunction = FunctionTable.functions[name] != nil
    let help = near.map { "did you mean `\($0)`?" } ?? (isFunction ? "`\(name)` is a function: write `\(name)(…)`" : nil)
    report(.unknownName, "unknown name `\(name)`", syntax, help: help)
  }

  /// A field of a record.
  mutating func field(_ name: String, _ type: ValueType, of record: Typed) -> Typed {
    let type = record.type.isOptional ? type.orNull : type
    let node = builder.field(name, of: node(record), type: type)
    return Typed(type, .node(node), weight: weight([record]), cause: type.isOptional ? record.cause : nil)
  }
}
