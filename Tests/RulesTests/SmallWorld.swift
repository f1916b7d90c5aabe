import Rules
import Values

/// A small program for tests: two conditions, a choice, two figures, and a graded award with a yearly cap.
struct SmallWorld {
  let program: Program
  let rule: MeasureRule
  let registered: FactIndex
  let kind: FactIndex
  let cost: FactIndex
  let used: FactIndex
  let kinds: EnumerationID

  /// award = cost × rate, rate 50 % for kind `a`, 20 % otherwise; at most 1,000 less what is used; requires `registered` and cost ≥ 100.
  init(assumedUsed: Value? = nil) {
    var schema = Schema()
    kinds = schema.declare(Enumeration(name: "kind", values: ["a", "b", "c"]))
    let money = ValueType.number(Unit("CNY") ?? .none)
    registered = schema.declare(FactDeclaration(name: "registered", type: .boolean, isChangeable: true)) ?? 0
    kind = schema.declare(FactDeclaration(name: "kind", type: .enumeration(kinds))) ?? 0
    cost = schema.declare(FactDeclaration(name: "cost", type: money, minimum: 0, decimals: 2, isChangeable: true)) ?? 0
    used = schema.declare(FactDeclaration(name: "used", type: money, minimum: 0, decimals: 2)) ?? 0
    var builder = ProgramBuilder(schema: schema)
    func constant(_ text: String) -> NodeID { builder.constant(.number(Number(text) ?? .zero), type: money) }
    let costNode = builder.fact(cost)
    let isEnough = builder.apply(.greaterOrEqual, [costNode, constant("100")], type: .boolean)
    let a = builder.constant(.symbol(Symbol(enumeration: kinds, index: 0)), type: .enumeration(kinds))
    let isA = builder.apply(.equal, [builder.fact(kind), a], type: .boolean)
    let rate = builder.apply(.conditional, [isA, constant("0.5"), constant("0.2")], type: .number(.none))
    let award = builder.apply(.multiply, [costNode, rate], type: money)
    let requirements = [
      Requirement(node: builder.fact(registered), article: "1"), Requirement(node: isEnough, article: "2"),
    ]
    let limit = MoneyLimit(per: ["enterprise", "year"], atMost: constant("1000"), used: builder.fact(used, assuming: assumedUsed))
    program = builder.program
    rule = MeasureRule(
      id: "test", requirements: requirements, award: Award(kind: .exactly, node: award, rounding: .halfUp), limits: [limit], outputs: [],
      in: program)
  }

  /// The facts as an array; what is left out is unknown.
  func facts(registered: Bool? = nil, kind: Int? = nil, cost: String? = nil, used: String? = nil) -> [Value?] {
    var facts = [Value?](repeating: nil, count: program.schema.facts.count)
    facts[self.registered] = registered.map { .boolean($0) }
    facts[self.kind] = kind.map { .symbol(Symbol(enumeration: kinds, index: UInt16($0))) }
    facts[self.cost] = cost.flatMap { Number($0) }.map { .number($0) }
    facts[self.used] = used.flatMap { Number($0) }.map { .number($0) }
    return facts
  }

  func decide(_ facts: [Value?]) -> Decision {
    let screening = Screening(program)
    screening.state(facts)
    return screening.decide(rule)
  }
}
