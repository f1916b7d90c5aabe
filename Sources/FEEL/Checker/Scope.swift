import Rules
import Values

/// Names that an expression brings along: of a loop, of the item of a filter, of earlier entries of a context.
struct Scope {
  var names: [String: Typed] = [:]
  /// The local of a filter whose item is a record: its fields are names too.
  var item: Typed?
  /// Whether a name of this scope was used.
  var isUsed = false

  /// The type of a field of the item.
  func field(_ name: String) -> ValueType? {
    guard let item, case .record(let fields) = item.type.wrapped else { return nil }
    return fields.first { $0.name == name }?.type
  }

  /// Every name that can be seen.
  var allNames: [String] {
    var all = Array(names.keys)
    if let item, case .record(let fields) = item.type.wrapped { all += fields.map(\.name) }
    return all
  }
}

extension CheckerPass {
  /// Checks something with more names in sight.
  mutating func inScope<T>(_ scope: Scope, _ body: (inout CheckerPass) -> T) -> (result: T, isUsed: Bool) {
    let outer = knowledge
    knowledge.forget(Set(scope.allNames))
    scopes.append(scope)
    let result = body(&self)
    let isUsed = scopes.removeLast().isUsed
    knowledge = outer
    return (result, isUsed)
  }

  /// From here on a condition is known to have an outcome; gives what was known before, to be put back.
  mutating func know(_ condition: Syntax, _ outcome: Knowledge.Outcome) -> Knowledge {
    let outer = knowledge
    knowledge.add(learn(condition, outcome))
    return outer
  }
}
