public import Values

/// Which node, by its position in the program.
public typealias NodeID = Int32

/// One step of a typed program.
///
/// Programs are flat: a node names its operands by number, so that running one touches no reference counts.
@usableFromInline
struct Node: Sendable {
  var operation: Operation
  var slot: UInt16 = 0
  var firstOperand: Int32 = 0
  var operandCount: Int32 = 0
  var payload: Int32 = 0
}

/// A named figure of a provision.
public struct ParameterDeclaration: Sendable {
  /// The name in expressions.
  public let name: String
  /// The figure.
  public let value: Value
  /// Its type, with the unit.
  public let type: ValueType
  /// The article it stands in.
  public let article: String

  /// A declaration.
  public init(name: String, value: Value, type: ValueType, article: String) {
    self.name = name
    self.value = value
    self.type = type
    self.article = article
  }
}

/// A named formula.
public struct DefinitionDeclaration: Sendable {
  /// The name in expressions.
  public let name: String
  /// The root of the formula.
  public let root: NodeID
}

/// A typed, total program: every expression of every measure, in one arena.
///
/// What is guaranteed: operands of a node come before it, definitions don't form circles, every node has the type that the checker found,
/// and evaluation of any node ends. The checker (`FEEL`) builds programs with `ProgramBuilder`; nothing here knows any syntax.
public struct Program: Sendable {
  /// The vocabulary.
  public let schema: Schema
  var nodes: [Node] = []
  var operands: [NodeID] = []
  var constants: [Value] = []
  var types: [ValueType] = []
  /// Names of record fields and of paths.
  var fieldNames: [[String]] = []
  /// Named figures.
  public internal(set) var parameters: [ParameterDeclaration] = []
  /// Named formulas.
  public internal(set) var definitions: [DefinitionDeclaration] = []
  /// By fact: the formula it follows from when it is not stated, or -1.
  var derivations: [NodeID]
  /// By constant: the same values as a set of symbols, where the constant is a list of symbols.
  var symbolSets: [SymbolSet?] = []
  /// By node: whether an `if` stands under it, in itself, in a definition, or in what a fact follows from.
  var hasConditional: [Bool] = []
  /// By assumption number: what is taken for a fact that is not stated.
  var assumptions: [Value] = []
  /// How many locals a run needs.
  var localCount = 0
  /// The working days.
  public internal(set) var calendar: WorkingCalendar

  /// An empty program over a vocabulary.
  init(schema: Schema, calendar: WorkingCalendar) {
    self.schema = schema
    self.calendar = calendar
    derivations = Array(repeating: -1, count: schema.facts.count)
  }

  /// What a node does.
  public func operation(of node: NodeID) -> Operation { nodes[Int(node)].operation }

  /// The operands of a node.
  public func operands(of node: NodeID) -> ArraySlice<NodeID> {
    let n = nodes[Int(node)]
    return operands[Int(n.firstOperand)..<Int(n.firstOperand + n.operandCount)]
  }

  /// The type of a node.
  public func type(of node: NodeID) -> ValueType { types[Int(node)] }

  /// The value of a constant or a parameter node; nil for every other.
  public func constant(of node: NodeID) -> Value? {
    let n = nodes[Int(node)]
    switch n.operation {
    case .constant: return constants[Int(n.payload)]
    case .parameter: return parameters[Int(n.payload)].value
    default: return nil
    }
  }

  /// The values of a constant list of enumeration values, as a set; empty for every other node.
  func symbolSet(of node: NodeID) -> SymbolSet {
    let n = nodes[Int(node)]
    return n.operation == .constant ? symbolSets[Int(n.payload)] ?? .empty : .empty
  }

  /// The definition that a node names.
  public func definition(of node: NodeID) -> DefinitionDeclaration? { definitionIndex(of: node).map { definitions[$0] } }

  /// The position of the definition that a node names.
  public func definitionIndex(of node: NodeID) -> Int? {
    let n = nodes[Int(node)]
    return n.operation == .definition ? Int(n.payload) : nil
  }

  /// The fact that a node reads, and what is assumed where it is not stated.
  public func fact(of node: NodeID) -> (fact: FactIndex, assumed: Value?)? {
    let n = nodes[Int(node)]
    guard n.operation == .fact else { return nil }
    return (Int(n.payload), n.slot == 0 ? nil : assumptions[Int(n.slot) - 1])
  }

  /// The formula a fact follows from when it is not stated.
  public func derivation(of fact: FactIndex) -> NodeID? { derivations[fact] >= 0 ? derivations[fact] : nil }

  /// The field a node selects.
  public func fieldName(of node: NodeID) -> String? {
    let n = nodes[Int(node)]
    return n.operation == .field ? fieldNames[Int(n.payload)].first : nil
  }

  /// Which ends of a range a node includes.
  public func includedEnds(of node: NodeID) -> (lower: Bool, upper: Bool)? {
    let n = nodes[Int(node)]
    return n.operation == .makeRange ? (n.payload & 1 != 0, n.payload & 2 != 0) : nil
  }

  /// Every fact a node reads, itself or through definitions and derivations, in the order in which they are met.
  public func facts(readBy roots: some Sequence<NodeID>) -> [FactIndex] {
    var seen = Set<NodeID>()
    var found: [FactIndex] = []
    var inFound = Set<FactIndex>()
    func visit(_ node: NodeID) {
      guard seen.insert(node).inserted else { return }
      switch operation(of: node) {
      case .fact:
        let fact = Int(nodes[Int(node)].payload)
        if inFound.insert(fact).inserted { found.append(fact) }
        if let derivation = derivation(of: fact) { visit(derivation) }
      case .definition: visit(definitions[Int(nodes[Int(node)].payload)].root)
      default: for operand in operands(of: node) { visit(operand) }
      }
    }
    for root in roots { visit(root) }
    return found
  }

  /// The definitions a node uses, itself or through others, by position; those that others need come first.
  public func definitions(usedBy root: NodeID) -> [Int] {
    var found: [Int] = []
    func visit(_ node: NodeID) {
      if let index = definitionIndex(of: node) {
        guard !found.contains(index) else { return }
        visit(definitions[index].root)
        found.append(index)
      } else {
        for operand in operands(of: node) { visit(operand) }
      }
    }
    visit(root)
    return found
  }
}
