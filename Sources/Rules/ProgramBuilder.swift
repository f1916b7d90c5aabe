public import Values

/// Builds a program node by node; operands first.
///
/// The builder trusts its caller, the checker, to have the types right; it checks only what would make a run unsafe (operands that don't exist yet).
public struct ProgramBuilder: Sendable {
  /// What has been built so far.
  public private(set) var program: Program

  /// Starts an empty program.
  public init(schema: Schema, calendar: WorkingCalendar = WorkingCalendar(holidays: [], workingDays: [], years: 0...0)) {
    program = Program(schema: schema, calendar: calendar)
  }

  /// A value that never changes.
  public mutating func constant(_ value: Value, type: ValueType) -> NodeID {
    program.constants.append(value)
    program.symbolSets.append(ProgramBuilder.symbolSet(value))
    return append(Node(operation: .constant, payload: Int32(program.constants.count - 1)), type)
  }

  /// Declares a named figure.
  public mutating func declare(_ parameter: ParameterDeclaration) -> Int {
    program.parameters.append(parameter)
    return program.parameters.count - 1
  }

  /// Reads a named figure.
  public mutating func parameter(_ index: Int) -> NodeID {
    append(Node(operation: .parameter, payload: Int32(index)), program.parameters[index].type)
  }

  /// Declares a named formula.
  public mutating func define(_ name: String, as root: NodeID) -> Int {
    program.definitions.append(DefinitionDeclaration(name: name, root: root))
    return program.definitions.count - 1
  }

  /// Reads a named formula.
  public mutating func definition(_ index: Int) -> NodeID {
    append(Node(operation: .definition, payload: Int32(index)), program.type(of: program.definitions[index].root))
  }

  /// Reads a fact; `assumed` is taken where it is not stated.
  public mutating func fact(_ index: FactIndex, assuming assumed: Value? = nil) -> NodeID {
    var node = Node(operation: .fact, payload: Int32(index))
    if let assumed {
      program.assumptions.append(assumed)
      node.slot = UInt16(program.assumptions.count)
    }
    return append(node, program.schema.facts[index].type)
  }

  /// Says from which formula a fact follows when it is not stated.
  public mutating func derive(_ fact: FactIndex, from root: NodeID) { program.derivations[fact] = root }

  /// A new local, for the item of a list.
  public mutating func newLocal() -> UInt16 {
    program.localCount += 1
    return UInt16(program.localCount - 1)
  }

  /// Reads a local.
  public mutating func local(_ slot: UInt16, type: ValueType) -> NodeID { append(Node(operation: .local, slot: slot), type) }

  /// An operation on operands. `slot` is for those that bind a local.
  public mutating func apply(_ operation: Operation, _ arguments: [NodeID], type: ValueType, slot: UInt16 = 0) -> NodeID {
    append(operation, arguments, type, slot: slot, payload: 0)
  }

  /// A record of named values.
  public mutating func record(_ names: [String], _ values: [NodeID], type: ValueType) -> NodeID {
    program.fieldNames.append(names)
    return append(.makeRecord, values, type, payload: Int32(program.fieldNames.count - 1))
  }

  /// A field of a record.
  public mutating func field(_ name: String, of record: NodeID, type: ValueType) -> NodeID {
    program.fieldNames.append([name])
    return append(.field, [record], type, payload: Int32(program.fieldNames.count - 1))
  }

  /// A range between two values; a null constant is no end.
  public mutating func range(_ lower: NodeID, _ upper: NodeID, lowerIncluded: Bool, upperIncluded: Bool, type: ValueType) -> NodeID {
    append(.makeRange, [lower, upper], type, payload: (lowerIncluded ? 1 : 0) | (upperIncluded ? 2 : 0))
  }

  private mutating func append(
    _ operation: Operation, _ arguments: [NodeID], _ type: ValueType, slot: UInt16 = 0, payload: Int32
  ) -> NodeID {
    for argument in arguments { precondition(argument >= 0 && argument < program.nodes.count, "operands come before their node") }
    let first = Int32(program.operands.count)
    program.operands.append(contentsOf: arguments)
    return append(
      Node(operation: operation, slot: slot, firstOperand: first, operandCount: Int32(arguments.count), payload: payload), type)
  }

  private mutating func append(_ node: Node, _ type: ValueType) -> NodeID {
    program.nodes.append(node)
    program.types.append(type)
    program.hasConditional.append(hasConditional(node))
    return NodeID(program.nodes.count - 1)
  }

  private func hasConditional(_ node: Node) -> Bool {
    switch node.operation {
    case .conditional: true
    case .definition: program.hasConditional[Int(program.definitions[Int(node.payload)].root)]
    // A derivation that is declared after the node that reads its fact is not looked into: bounds may then be wider, never narrower.
    case .fact: program.derivations[Int(node.payload)] >= 0
    default:
      program.operands[Int(node.firstOperand)..<Int(node.firstOperand + node.operandCount)].contains { program.hasConditional[Int($0)] }
    }
  }

  private static func symbolSet(_ value: Value) -> SymbolSet? {
    guard case .list(let items) = value else { return nil }
    var set = SymbolSet()
    for item in items {
      guard case .symbol(let symbol) = item else { return nil }
      set.insert(Int(symbol.index))
    }
    return set
  }
}
