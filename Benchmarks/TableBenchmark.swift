import Rules
import Values

/// A decision table of six rows: two conditions each, the last row decides.
struct TableBenchmark {
  private let program: Program
  private let root: NodeID
  private let facts: [Value?]

  init() {
    var schema = Schema()
    let registers = schema.declare(Enumeration(name: "register", values: ["trade", "industry", "services", "other"]))
    let register = schema.declare(FactDeclaration(name: "register", type: .enumeration(registers))) ?? 0
    let percent = ValueType.number(Unit("percent") ?? .none)
    let growth = schema.declare(FactDeclaration(name: "growth", type: percent)) ?? 0
    var builder = ProgramBuilder(schema: schema)
    let money = ValueType.number(Unit("CNY") ?? .none)
    var rest = builder.constant(.number(0), type: money)
    let rows: [(UInt16, Operation, Int, Int)] = [
      (0, .greater, 20, 100_000), (0, .greaterOrEqual, 10, 80_000), (1, .greater, 20, 200_000), (1, .greaterOrEqual, 10, 100_000),
      (2, .greater, 20, 50_000), (2, .greaterOrEqual, 10, 30_000),
    ]
    for (index, operation, least, sum) in rows.reversed() {
      let symbol = builder.constant(.symbol(Symbol(enumeration: registers, index: index)), type: .enumeration(registers))
      let isRegister = builder.apply(.equal, [builder.fact(register), symbol], type: .boolean)
      let grows = builder.apply(operation, [builder.fact(growth), builder.constant(.number(Number(least)), type: percent)], type: .boolean)
      let condition = builder.apply(.and, [isRegister, grows], type: .boolean)
      rest = builder.apply(.conditional, [condition, builder.constant(.number(Number(sum)), type: money), rest], type: money)
    }
    program = builder.program
    root = rest
    // The last row that pays: every row before it is tried.
    facts = [.date(CivilDate(daysSinceEpoch: 20_000) ?? .earliest), .symbol(Symbol(enumeration: registers, index: 2)), .number(15)]
  }

  func run() {
    let evaluator = Evaluator(program)
    evaluator.state(facts)
    let ours = nanoseconds(calls: 20_000) { keep(evaluator.value(of: root)) }
    // The input changes from call to call, or the compiler would compute the answer once.
    var growth: Int64 = 10
    let plain = nanoseconds(calls: 200_000) {
      growth = growth == 20 ? 10 : growth + 1
      keep(PlainRules.table(register: 2, growth: growth))
    }
    report(
      "decision table of six rows", shown(ours), goal: "400 ns", ours < 400,
      note: "\(Int((ours / plain).rounded())) × plain Swift (\(shown(plain)))")
  }
}
