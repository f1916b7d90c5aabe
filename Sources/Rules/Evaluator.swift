public import Values

/// Runs nodes of a program on facts, of which some may be missing. This is the reference: every other reading is tested against it.
///
/// A result is `nil` where the missing facts leave it open (*unknown*), and `.null` where FEEL says null. Unknown is neither null nor
/// false: `false and unknown` is false, `true and unknown` is unknown. What is answered stands for every completion of the facts; an answer
/// of *unknown* may still be narrowed by `Screening`, which looks at the values the missing facts could take.
///
/// An evaluator owns scratch memory and is used by one task at a time; programs are shared freely.
public final class Evaluator {
  /// The program.
  public let program: Program
  // The program's arrays, laid out for the hot path: reading an element of a buffer touches no reference count.
  private let nodes: UnsafeMutableBufferPointer<Node>
  private let operands: UnsafeMutableBufferPointer<NodeID>
  private let constants: UnsafeMutableBufferPointer<Value>
  private let parameters: UnsafeMutableBufferPointer<Value>
  private let roots: [NodeID]
  private let facts: UnsafeMutableBufferPointer<Value?>
  private let locals: UnsafeMutableBufferPointer<Value>
  private let memo: UnsafeMutableBufferPointer<Value?>
  private let memoRun: UnsafeMutableBufferPointer<UInt32>
  private let run: UnsafeMutablePointer<UInt32>
  private let provisional: UnsafeMutablePointer<Bool>

  /// An evaluator with no facts stated.
  public init(_ program: Program) {
    self.program = program
    nodes = Evaluator.buffer(program.nodes)
    operands = Evaluator.buffer(program.operands)
    constants = Evaluator.buffer(program.constants)
    parameters = Evaluator.buffer(program.parameters.map(\.value))
    roots = program.definitions.map(\.root)
    facts = .allocate(capacity: program.schema.facts.count)
    facts.initialize(repeating: nil)
    locals = .allocate(capacity: program.localCount)
    locals.initialize(repeating: .null)
    memo = .allocate(capacity: program.definitions.count)
    memo.initialize(repeating: nil)
    memoRun = .allocate(capacity: program.definitions.count)
    memoRun.initialize(repeating: 0)
    run = .allocate(capacity: 1)
    run.initialize(to: 1)
    provisional = .allocate(capacity: 1)
    provisional.initialize(to: false)
  }

  private static func buffer<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return buffer
  }

  deinit {
    nodes.deallocate()
    operands.deallocate()
    for buffer in [constants, parameters] {
      buffer.deinitialize()
      buffer.deallocate()
    }
    for buffer in [facts, memo] {
      buffer.deinitialize()
      buffer.deallocate()
    }
    locals.deinitialize()
    locals.deallocate()
    memoRun.deallocate()
    run.deallocate()
    provisional.deallocate()
  }

  /// Whether a working-day count since the last `state` ran into a year whose calendar is not published.
  public var isProvisional: Bool { provisional.pointee }

  /// States the facts of one question, by fact index; `nil` is unknown. Facts that follow from stated ones are filled in.
  public func state(_ stated: [Value?]) {
    precondition(stated.count == facts.count, "one place for each fact of the schema")
    provisional.pointee = false
    for index in facts.indices {
      facts[index] = stated[index] ?? (program.schema.facts[index].isNoneWhenAbsent ? .null : nil)
    }
    forget()
    for index in facts.indices where facts[index] == nil && program.derivations[index] >= 0 {
      if let derived = derived(index) { facts[index] = derived }
    }
    forget()
  }

  /// What is known of a fact: stated or derived; nil where neither.
  public func fact(_ index: FactIndex) -> Value? { facts[index] }

  /// The value of a node for stated facts: `state` and `value` in one.
  public func value(of node: NodeID, facts stated: [Value?]) -> Value? {
    state(stated)
    return value(of: node)
  }

  /// The value of a node for the facts last stated.
  public func value(of node: NodeID) -> Value? { evaluate(node) }

  private func forget() {
    run.pointee &+= 1
    if run.pointee == 0 {
      memoRun.update(repeating: 0)
      run.pointee = 1
    }
  }

  private func derived(_ fact: FactIndex) -> Value? {
    guard let value = evaluate(program.derivations[fact]), value != .null else { return nil }
    return value
  }

  @inline(__always)
  private func operand(_ node: Node, _ number: Int) -> NodeID { operands[Int(node.firstOperand) &+ number] }

  private func evaluate(_ id: NodeID) -> Value? {
    let node = nodes[Int(id)]
    switch node.operation {
    case .constant: return constants[Int(node.payload)]
    case .parameter: return parameters[Int(node.payload)]
    case .fact:
      let index = Int(node.payload)
      if let known = facts[index] { return known }
      if program.derivations[index] >= 0, let derived = derived(index) { return derived }
      return node.slot == 0 ? nil : program.assumptions[Int(node.slot) &- 1]
    case .local: return locals[Int(node.slot)]
    case .definition: return definition(Int(node.payload))

    case .and: return conjunction(node, decisive: false)
    case .or: return conjunction(node, decisive: true)
    case .not:
      guard let value = evaluate(operand(node, 0)) else { return nil }
      if case .boolean(let truth) = value { return .boolean(!truth) }
      return .null
    case .conditional: return conditional(node)

    case .equal, .notEqual:
      guard let a = evaluate(operand(node, 0)), let b = evaluate(operand(node, 1)) else { return nil }
      guard let equal = Evaluator.equal(a, b) else { return .null }
      return .boolean(equal == (node.operation == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let a = evaluate(operand(node, 0)), let b = evaluate(operand(node, 1)) else { return nil }
      return Evaluator.compare(node.operation, a, b)
    case .memberOfConstant: return memberOfConstant(node)
    case .member:
      guard let value = evaluate(operand(node, 0)), let list = evaluate(operand(node, 1)) else { return nil }
      guard case .list(let items) = list else { return .null }
      return .boolean(items.contains { Evaluator.equal(value, $0) == true })
    case .inRange:
      guard let value = evaluate(operand(node, 0)) else { return nil }
      guard let range = evaluate(operand(node, 1)) else { return nil }
      guard case .range(let bounds) = range, let contains = bounds.contains(value) else { return .null }
      return .boolean(contains)

    case .add, .subtract, .multiply, .divide: return arithmetic(node)
    case .negate: return unary(node) { $0.negated }
    case .absolute: return unary(node) { $0.magnitude }
    case .floor: return unary(node) { $0.rounded(scale: 0, .floor) }
    case .ceiling: return unary(node) { $0.rounded(scale: 0, .ceiling) }
    case .minimum: return extreme(node, sign: -1)
    case .maximum: return extreme(node, sign: 1)

    case .makeList:
      guard let items = arguments(node) else { return nil }
      return .list(items)
    case .makeRecord:
      guard let items = arguments(node) else { return nil }
      return .record(Record(Array(zip(program.fieldNames[Int(node.payload)], items)).map { (name: $0.0, value: $0.1) }))
    case .makeRange:
      guard let lower = evaluate(operand(node, 0)), let upper = evaluate(operand(node, 1)) else { return nil }
      return .range(ValueRange(lower: lower, lowerIncluded: node.payload & 1 != 0, upper: upper, upperIncluded: node.payload & 2 != 0))
    case .field:
      guard let record = evaluate(operand(node, 0)) else { return nil }
      guard case .record(let fields) = record else { return .null }
      return fields[program.fieldNames[Int(node.payload)][0]] ?? .null
    case .element: return element(node)
    case .filter, .some, .every, .forEach: return iterate(node)
    case .intersectsConstant: return intersectsConstant(node)

    case .workingDays, .addWorkingDays: return calendar(node)

    default:
      guard let arguments = arguments(node) else { return nil }
      return BuiltIns.apply(node.operation, arguments)
    }
  }

  private func arguments(_ node: Node) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(Int(node.operandCount))
    for number in 0..<Int(node.operandCount) {
      guard let value = evaluate(operand(node, number)) else { return nil }
      values.append(value)
    }
    return values
  }

  private func definition(_ index: Int) -> Value? {
    if memoRun[index] == run.pointee { return memo[index] }
    let value = evaluate(roots[index])
    memo[index] = value
    memoRun[index] = run.pointee
    return value
  }

  // MARK: Logic

  /// `and` (decisive: false) and `or` (decisive: true): the decisive value wins over unknown, unknown over null, null over the rest.
  private func conjunction(_ node: Node, decisive: Bool) -> Value? {
    var isUnknown = false
    var isNull = false
    for number in 0..<Int(node.operandCount) {
      guard let value = evaluate(operand(node, number)) else {
        isUnknown = true
        continue
      }
      if case .boolean(let truth) = value {
        if truth == decisive { return .boolean(decisive) }
      } else {
        isNull = true
      }
    }
    if isUnknown { return nil }
    return isNull ? .null : .boolean(!decisive)
  }

  private func conditional(_ node: Node) -> Value? {
    guard let condition = evaluate(operand(node, 0)) else {
      // Whatever the condition turns out to be, equal branches settle the value.
      guard let a = evaluate(operand(node, 1)), let b = evaluate(operand(node, 2)), a == b else { return nil }
      return a
    }
    if case .boolean(true) = condition { return evaluate(operand(node, 1)) }
    return evaluate(operand(node, 2))
  }

  // MARK: Comparison

  @inline(__always)
  static func equal(_ a: Value, _ b: Value) -> Bool? {
    switch (a, b) {
    case (.number(let x), .number(let y)): x == y
    case (.symbol(let x), .symbol(let y)): x == y
    case (.boolean(let x), .boolean(let y)): x == y
    default: a.feelEquals(b)
    }
  }

  static func compare(_ operation: Operation, _ a: Value, _ b: Value) -> Value {
    if case .number(let x) = a, case .number(let y) = b {
      switch operation {
      case .less: return .boolean(x < y)
      case .lessOrEqual: return .boolean(!(y < x))
      case .greater: return .boolean(y < x)
      default: return .boolean(!(x < y))
      }
    }
    guard let order = a.compare(b) else { return .null }
    switch operation {
    case .less: return .boolean(order < 0)
    case .lessOrEqual: return .boolean(order <= 0)
    case .greater: return .boolean(order > 0)
    default: return .boolean(order >= 0)
    }
  }

  private func memberOfConstant(_ node: Node) -> Value? {
    guard let value = evaluate(operand(node, 0)) else { return nil }
    let list = Int(nodes[Int(operand(node, 1))].payload)
    if case .symbol(let symbol) = value, let set = program.symbolSets[list] { return .boolean(set.contains(Int(symbol.index))) }
    guard case .list(let items) = constants[list] else { return .null }
    return .boolean(items.contains { Evaluator.equal(value, $0) == true })
  }

  private func intersectsConstant(_ node: Node) -> Value? {
    guard let value = evaluate(operand(node, 0)) else { return nil }
    let list = Int(nodes[Int(operand(node, 1))].payload)
    guard case .list(let items) = value, let set = program.symbolSets[list] else { return .null }
    for case .symbol(let symbol) in items where set.contains(Int(symbol.index)) { return .boolean(true) }
    return .boolean(false)
  }

  // MARK: Numbers

  private func arithmetic(_ node: Node) -> Value? {
    guard let a = evaluate(operand(node, 0)), let b = evaluate(operand(node, 1)) else { return nil }
    guard case .number(let x) = a, case .number(let y) = b else { return .null }
    let result =
      switch node.operation {
      case .add: x.adding(y)
      case .subtract: x.subtracting(y)
      case .multiply: x.multiplied(by: y)
      default: x.divided(by: y)
      }
    guard let result else { return .null }
    return .number(result)
  }

  @inline(__always)
  private func unary(_ node: Node, _ function: (Number) -> Number?) -> Value? {
    guard let a = evaluate(operand(node, 0)) else { return nil }
    guard case .number(let x) = a, let result = function(x) else { return .null }
    return .number(result)
  }

  private func extreme(_ node: Node, sign: Int) -> Value? {
    var best: Value?
    var isUnknown = false
    for number in 0..<Int(node.operandCount) {
      guard let value = evaluate(operand(node, number)) else {
        isUnknown = true
        continue
      }
      guard let current = best else {
        best = value
        continue
      }
      guard let order = value.compare(current) else { return .null }
      if order * sign > 0 { best = value }
    }
    return isUnknown ? nil : best ?? .null
  }

  // MARK: Lists

  private func element(_ node: Node) -> Value? {
    guard let list = evaluate(operand(node, 0)), let position = evaluate(operand(node, 1)) else { return nil }
    guard case .list(let items) = list, case .number(let number) = position, let n = number.int, n != 0 else { return .null }
    let index = n > 0 ? n - 1 : items.count + n
    return items.indices.contains(index) ? items[index] : .null
  }

  private func iterate(_ node: Node) -> Value? {
    guard let list = evaluate(operand(node, 0)) else { return nil }
    guard case .list(let items) = list else { return .null }
    let body = operand(node, 1)
    let slot = Int(node.slot)
    var results: [Value] = []
    var isUnknown = false
    var isNull = false
    for item in items {
      locals[slot] = item
      guard let value = evaluate(body) else {
        isUnknown = true
        continue
      }
      switch (node.operation, value) {
      case (.forEach, _): results.append(value)
      case (.filter, .boolean(true)): results.append(item)
      case (.some, .boolean(true)): return .boolean(true)
      case (.every, .boolean(false)): return .boolean(false)
      case (_, .boolean): break
      default: isNull = true
      }
    }
    if isUnknown { return nil }
    switch node.operation {
    case .some: return isNull ? .null : .boolean(false)
    case .every: return isNull ? .null : .boolean(true)
    default: return .list(results)
    }
  }

  // MARK: Working days

  private func calendar(_ node: Node) -> Value? {
    guard let a = evaluate(operand(node, 0)), let b = evaluate(operand(node, 1)) else { return nil }
    return workingDays(a, b)
  }

  /// A calendar or date operation on two values.
  func apply(_ node: NodeID, _ a: Value, _ b: Value) -> Value {
    switch nodes[Int(node)].operation {
    case .workingDays, .addWorkingDays: workingDays(a, b)
    case let operation: BuiltIns.apply(operation, [a, b])
    }
  }

  /// Working days after one date up to another, or the date some working days after another.
  private func workingDays(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.date(let from), .date(let to)):
      let days = program.calendar.workingDays(after: from, through: to)
      if days.provisional { provisional.pointee = true }
      return .number(Number(days.count))
    case (.date(let from), .number(let number)):
      guard let n = number.int, let end = program.calendar.date(workingDays: n, after: from) else { return .null }
      if end.provisional { provisional.pointee = true }
      return .date(end.date)
    default: return .null
    }
  }
}
