import Diagnostics
import FEEL
import Rules
import Values

/// A small vocabulary, and one call to check and run an expression in it.
struct Workbench {
  var schema = Schema()
  var parameters: [String: (Value, ValueType)] = [:]
  var constants: [String: (Value, ValueType)] = [:]
  var values: [String: Value] = [:]

  /// Facts of every type: money, areas, enumerations, dates, lists, and some that may be null.
  init() {
    let districts = schema.declare(Enumeration(name: "district", values: ["pengjiang", "jianghai", "xinhui"]))
    let statuses = schema.declare(Enumeration(name: "enterprise_status", values: ["leading", "listed", "high_tech", "backbone"]))
    func add(_ name: String, _ type: ValueType) { _ = schema.declare(FactDeclaration(name: name, type: type)) }
    let cny = ValueType.number(unit("CNY"))
    add("cost", cny)
    add("paid", cny)
    add("fee_usd", .number(unit("USD")))
    add("area", .number(unit("m2")))
    add("rate", .number(.none))
    add("growth", .number(unit("percent")))
    add("booths", .number(unit("booth")))
    add("grant", .optional(cny))
    add("first", .boolean)
    add("maybe", .optional(.boolean))
    add("name", .string)
    add("nickname", .optional(.string))
    add("district", .enumeration(districts))
    add("former_district", .optional(.enumeration(districts)))
    add("status", .list(.enumeration(statuses)))
    add("founded", .date)
    add("closed", .optional(.date))
    add("window", .range(.date))
    add("tags", .list(.string))
    add("costs", .list(cny))
    add("项目数", .number(unit("count")))
    parameters["cap"] = (.number(1000), cny)
    parameters["whole"] = (.number(100), .number(unit("percent")))
    parameters["nothing"] = (.number(0), .number(.none))
    parameters["earliest"] = (.date(date("2024-01-01")), .date)
    parameters["term"] = (.months(MonthsDuration(months: 60)), .months)
    constants["core"] = (
      .list(["pengjiang", "xinhui"].compactMap { schema.symbol(named: $0, in: districts).map { .symbol($0) } }),
      .list(.enumeration(districts))
    )
  }

  private func unit(_ text: String) -> Unit {
    guard let unit = Unit(text) else { preconditionFailure("no unit \(text)") }
    return unit
  }

  private func date(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { preconditionFailure("no date \(text)") }
    return date
  }

  /// A value of an enumeration by name.
  func symbol(_ name: String) -> Value {
    for id in schema.enumerations.indices { if let symbol = schema.symbol(named: name, in: EnumerationID(id)) { return .symbol(symbol) } }
    preconditionFailure("no value \(name)")
  }

  struct Checked {
    let program: Program
    let root: NodeID
    var type: ValueType { program.type(of: root) }
    var operation: Operation { program.operation(of: root) }
  }

  func check(_ text: String, expecting type: ValueType? = nil) -> Result<Checked, Problems> {
    Parser.parse(text).flatMap { syntax in
      var builder = ProgramBuilder(schema: schema)
      let names = parameters.mapValues { value, type in
        builder.declare(ParameterDeclaration(name: "", value: value, type: type, article: ""))
      }
      let known = schema.facts.map(\.name) + Array(parameters.keys) + Array(constants.keys)
      let checked = Checker.check(
        syntax, expecting: type, into: &builder,
        names: { name in
          if let index = names[name] { return .parameter(index) }
          if let (value, type) = constants[name] { return .constant(value, type) }
          return schema.fact(named: name).map { .fact($0, assuming: nil) }
        }, knownNames: { known })
      return checked.map { Checked(program: builder.program, root: $0) }
    }
  }

  /// The value for the facts of `values`; nil is unknown.
  func value(_ text: String) throws -> Value? {
    let checked = try check(text).get()
    return Evaluator(checked.program).value(of: checked.root, facts: schema.facts.map { values[$0.name] })
  }
}
