extension Syntax {
  /// The parts of the expression, in the order in which they are written.
  public var children: [Syntax] { kind.children }

  /// Calls `body` for this expression and everything in it, outermost first.
  ///
  /// ```swift
  /// syntax.forEach { if case .number = $0.kind { … } }   // every figure, with its `range`
  /// ```
  public func forEach(_ body: (Syntax) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }
}

extension Syntax.Kind {
  var children: [Syntax] {
    switch self {
    case .number, .string, .boolean, .null, .temporal, .name: []
    case .list(let items): items
    case .context(let entries): entries.map(\.value)
    case .range(let lower, _, let upper, _): [lower, upper]
    case .halfRange(_, let bound): [bound]
    case .negate(let operand): [operand]
    case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .and(let a, let b), .or(let a, let b), .filter(let a, let b): [a, b]
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .membership(let value, let tests): [value] + tests.map(\.operand)
    case .iteration(let iterators, let body), .quantified(_, let iterators, let body):
      iterators.flatMap { [$0.source] + ($0.upper.map { [$0] } ?? []) } + [body]
    case .path(let operand, _): [operand]
    case .call(_, let arguments): arguments.map(\.value)
    }
  }
}
