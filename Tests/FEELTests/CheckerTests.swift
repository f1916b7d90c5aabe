import FEEL
import Rules
import Testing
import Values

/// What the checker makes of sound expressions: types with units, narrowing, and the operations that other readings of a program rely on.
@Suite struct CheckerTests {
  let bench = Workbench()

  private func type(_ text: String) throws -> ValueType { try bench.check(text).get().type }

  @Test func unitsCombine() throws {
    #expect(try type("cost * rate") == type("cost"))
    #expect(try type("cost / area * area") == type("cost").orNull)
    #expect(try type("if area = 0 then 0 else cost / area * area") == type("cost"))
    #expect(try type("growth / whole") == .number(.none))
    #expect(try type("cost * (growth / whole)") == type("cost"))
    #expect(try type("max(0, cost - paid)") == type("cost"))
    #expect(try type("min(cost, cap, 0)") == type("cost"))
    #expect(try type("if first then cost else 0") == type("cost"))
    #expect(try type("[0, cost]") == .list(type("cost")))
    #expect(try type("abs(cost - paid)") == type("cost"))
    #expect(try type("sum(costs)") == type("cost").orNull)
    #expect(try type("sum(cost, paid)") == type("cost"))
    #expect(try type("area ** 2") == type("area * area"))
    #expect(try type("count(status)") == type("项目数"))
    #expect(try type("working_days(founded, founded)") == Unit("working_day").map { .number($0) })
    #expect(try type("cost in [0..cap]") == .boolean)
  }

  @Test func whatMayBeNull() throws {
    let cost = try type("cost")
    #expect(try type("cost / rate") == cost.orNull)
    #expect(try type("cost / whole").isOptional == false)
    #expect(try type("cost / nothing").isOptional)
    #expect(try type("cost / 2") == cost)
    #expect(try type("if rate = 0 then cost else cost / rate") == cost)
    #expect(try type("if rate != 0 then cost / rate else cost") == cost)
    #expect(try type("if rate > 0 then cost / rate else 0") == cost)
    #expect(try type("if rate <= 0 then 0 else cost / rate") == cost)
    #expect(try type("if rate >= 0 then cost / rate else 0") == cost.orNull)
    #expect(try type("if not(rate = 0) and first then cost / rate else 0") == cost)
    #expect(try type("if rate = 0 or first then 0 else cost / rate") == cost)
    #expect(try type("if rate = 0 and first then 0 else cost / rate") == cost.orNull)
    #expect(try type("rate != 0 and cost / rate > cost") == .boolean)
    #expect(try type("rate = 0 or cost / rate > cost") == .boolean)
    #expect(try type("grant > cost") == .optional(.boolean))
    #expect(try type("grant != null and grant > cost") == .boolean)
    #expect(try type("grant = null or grant > cost") == .boolean)
    #expect(try type("if grant = null then cost else grant") == cost)
    #expect(try type("if grant > cost then grant else 0") == cost)
    #expect(try type("if closed in [earliest..founded] then closed else founded") == .date)
    #expect(try type("if former_district = \"xinhui\" then former_district else district") == type("district"))
    #expect(try type("grant = cost") == .boolean)
    #expect(try type("former_district in [\"xinhui\"]") == .boolean)
    #expect(try type("for rate in [0] return if rate = 0 then 0 else 1 / rate") == .list(.number(.none)))
    // The name inside the loop is another one.
    #expect(try type("if rate = 0 then [] else for rate in [0] return 1 / rate") == .list(.optional(.number(.none))))
    #expect(try type("costs[1]") == cost.orNull)
    #expect(try type("date(name)") == .optional(.date))
    #expect(try type("date(\"2025-01-01\")") == .date)
    #expect(try type("founded + term") == .date)
    #expect(try type("closed - founded") == .optional(.duration))
    #expect(try type("maybe and first") == .optional(.boolean))
    #expect(try type("if maybe then cost else paid") == cost)
  }

  @Test func enumerationsBecomeSymbols() throws {
    let member = try bench.check("district in [\"xinhui\", \"pengjiang\"]").get()
    #expect(member.operation == .memberOfConstant)
    let list = try #require(member.program.operands(of: member.root).last)
    #expect(member.program.constant(of: list) == .list([bench.symbol("xinhui"), bench.symbol("pengjiang")]))
    for text in [
      "some s in status satisfies s in [\"leading\", \"listed\"]", "some s in status satisfies s = \"leading\"",
      "list contains(status, \"leading\")", "some s in status satisfies s in (\"leading\", \"listed\")",
    ] {
      #expect(try bench.check(text).get().operation == .intersectsConstant, "\(text)")
    }
    #expect(try bench.check("district in core").get().operation == .memberOfConstant)
    #expect(try bench.check("\"xinhui\" = district").get().operation == .equal)
    #expect(try bench.check("district = (if first then \"xinhui\" else \"pengjiang\")").get().type == .boolean)
    #expect(try bench.check("if first then \"xinhui\" else \"pengjiang\"", expecting: type("district")).get().type == type("district"))
    #expect(try bench.check("if first then \"xinhui\" else null", expecting: type("former_district")).get().type == type("former_district"))
    #expect(try bench.check("status = [\"leading\"]").get().type == .boolean)
    #expect(try bench.check("status = []").get().type == .boolean)
    #expect(try bench.check("every s in status satisfies s != \"listed\"").get().operation == .every)
    #expect(try bench.check("cost in [0..cap]").get().operation == .inRange)
    #expect(try bench.check("founded in window").get().operation == .inRange)
  }

  @Test func values() throws {
    var bench = bench
    bench.values = [
      "cost": .number(700), "paid": .number(200), "rate": .number(0), "district": bench.symbol("xinhui"), "first": .boolean(true),
      "status": .list([bench.symbol("listed"), bench.symbol("backbone")]), "former_district": .null, "grant": .null,
      "founded": .date(CivilDate(daysSinceEpoch: 20_000)!), "name": .string("江门市企业"), "costs": .list([.number(3), .number(5)]),
    ]
    let yes = Value.boolean(true)
    for text in [
      "district in core", "list contains(status, \"listed\")", "not(list contains(status, \"leading\"))", "founded = @\"2024-10-04\"",
      "some s in status satisfies s in [\"leading\", \"backbone\"]", "min(cost - paid, cap) = cap * 0.5",
      "if rate = 0 then true else 1 / rate > 0",
      "former_district = null", "former_district != \"xinhui\"", "(if grant = null then cost else grant) = cost",
      "founded.year > 0 * founded.year",
      "string length(name) = 5", "substring(name, 3, 2) = \"市企\"", "substring(name, -2) = \"企业\"", "costs[item > cost / 200][1] = costs[2]",
      "founded + @\"P1M\" = @\"2024-11-04\"", "@\"2024-01-31\" + @\"P1M\" = @\"2024-02-29\"", "founded in [@\"2024-10-04\"..founded]",
      "(founded in ]@\"2024-10-04\"..founded]) = false", "sum(for c in costs return c * 2) = cap * 0.016",
      "every c in costs satisfies c > 0",
      "{a: cost, b: a + paid}.b = cap * 0.9", "working_days(@\"2024-10-04\", @\"2024-10-07\") > 0", "is(cost, cost)", "2 ** 10 = 1024",
      "-2 ** 2 = 4", "10 - 2 - 3 = 5", "2 ** 3 ** 2 = 64", "[1, 2] = [1.0, 2.00]", "\"a\" < \"b\" and \"é\" != \"e\u{301}\"",
      "index of([1, 2, 2], 2) = [2, 3]", "union([1, 2], [2, 3]) = [1, 2, 3]", "flatten([[1], [2, 3]]) = [1, 2, 3]",
      "reverse([1, 2]) = [2, 1]",
      "sublist([1, 2, 3], 2) = [2, 3]", "mode([1, 2, 2, 1]) = [1, 2]",
    ] {
      #expect(try bench.value(text) == yes, "\(text)")
    }
    // Unknown facts stay unknown, unless they can't matter.
    #expect(try bench.value("area > 0") == nil)
    #expect(try bench.value("first or area > 0") == yes)
  }
}
