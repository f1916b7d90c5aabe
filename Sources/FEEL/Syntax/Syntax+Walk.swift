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

extension Syntax {
  /// Whether it is this name.
  func isName(_ wanted: String) -> Bool { if case .name(wanted) = kind { true } else { false } }

  /// Whether it is the literal `null`.
  var isNull: Bool { if case .null = kind { true } else { false } }
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

extension Syntax.Kind {
  /// What the expression says apart from its parts: its form, operators and names. Two expressions are the same if their words and
  /// their parts are.
  var words: [String] {
    switch self {
    case .number(let text): ["number", text]
    case .string(let text): ["string", text.exact]
    case .boolean(let value): ["boolean", value ? "true" : "false"]
    case .null: ["null"]
    case .temporal(let text): ["temporal", text.exact]
    case .name(let name): ["name", name]
    case .list: ["list"]
    case .context(let entries): ["context"] + entries.map(\.key.text.exact)
    case .range(_, let lowerIncluded, _, let upperIncluded): ["range", lowerIncluded ? "[" : "(", upperIncluded ? "]" : ")"]
    case .halfRange(let sign, _): ["half range", sign.rawValue]
    case .negate: ["negate"]
    case .arithmetic(let sign, _, _): ["arithmetic", sign.rawValue]
    case .comparison(let sign, _, _): ["comparison", sign.rawValue]
    case .and: ["and"]
    case .or: ["or"]
    case .between: ["between"]
    case .membership(_, let tests): ["in"] + tests.map { $0.comparison?.rawValue ?? "" }
    case .conditional: ["if"]
    case .iteration(let iterators, _): ["for"] + iterators.flatMap(\.words)
    case .quantified(let quantifier, let iterators, _): [quantifier.rawValue] + iterators.flatMap(\.words)
    case .filter: ["filter"]
    case .path(_, let part): ["path", part.text]
    case .call(let name, let arguments): ["call", name.text] + arguments.map { $0.name?.text ?? "" }
    }
  }
}

extension Syntax.Iterator {
  fileprivate var words: [String] { [name.text, upper == nil ? "list" : "run"] }
}

extension String {
  /// A text that is equal to another only if both have the same code points: Swift folds equivalent spellings, FEEL doesn't.
  fileprivate var exact: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
  }
}
