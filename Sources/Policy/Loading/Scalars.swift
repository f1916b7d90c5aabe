import Diagnostics
import Rules
import Values

/// What is wrong with a stated value, and which one: of a list, the item.
struct ScalarFault: Error {
  let problem: Problem
  let node: DataNode
}

/// Reads scalars of a known type: figures of parameters, stated facts, assumed values.
struct Scalars {
  let schema: Schema

  /// The value of a scalar or list, or one sentence about what is wrong with it and what to write instead.
  func value(_ node: DataNode, as type: ValueType) -> Result<Value, ScalarFault> {
    func fail(_ message: String, _ help: String? = nil, _ id: DiagnosticID = .invalidValue) -> Result<Value, ScalarFault> {
      .failure(ScalarFault(problem: Problem(id, message, at: 0..<0, help: help), node: node))
    }
    if node.isNothing {
      return type.isOptional ? .success(.null) : fail("a value is missing", "leave the line out if it is not known")
    }
    if case .list(let element) = type.wrapped {
      guard let items = node.items else { return fail("a list is needed", "write `[a, b]`") }
      var values: [Value] = []
      for item in items {
        switch value(item, as: element) {
        case .success(let value): if !values.contains(value) { values.append(value) }
        case .failure(let fault): return .failure(fault)
        }
      }
      return .success(.list(values))
    }
    guard case .scalar(let text, let isQuoted) = node.content else { return fail("a single value is needed, here stands a list or a map") }
    let shown = text.count > 60 ? text.prefix(60) + "…" : text
    switch type.wrapped {
    case .boolean:
      if isQuoted { return fail("`\"\(shown)\"` is a text, `true` or `false` is needed", "write it without quotes") }
      if text == "true" { return .success(.boolean(true)) }
      if text == "false" { return .success(.boolean(false)) }
      return fail("`\(shown)` is neither `true` nor `false`", "write `true` or `false`")
    case .number:
      if isQuoted { return fail("`\"\(shown)\"` is a text, a number is needed", "write it without quotes") }
      guard text.utf8.count(where: { (0x30...0x39).contains($0) }) <= 34 else { return fail("`\(shown)` has more than 34 digits") }
      guard let number = Number(text) else { return fail("`\(shown)` is not a number", "write digits with a point, such as 12345.67") }
      return .success(.number(number))
    case .string: return .success(.string(text))
    case .enumeration(let id):
      if let symbol = schema.symbol(named: text, in: id) { return .success(.symbol(symbol)) }
      let values = schema.enumerations[Int(id)].values
      let near = nearestName(to: text, among: values)
      let few = values.count <= 12 ? "the values are " + values.map { "`\($0)`" }.joined(separator: ", ") : nil
      return fail("`\(shown)` is not one of the values", near.map { "did you mean `\($0)`?" } ?? few, .unknownEnumValue)
    case .date:
      guard let date = CivilDate(text) else { return fail("`\(shown)` is not a date", "write a day that exists as YYYY-MM-DD") }
      return .success(.date(date))
    case .months:
      guard let months = MonthsDuration(text) else { return fail("`\(shown)` is not a period of years and months", "write P5Y or P12M") }
      return .success(.months(months))
    case .duration:
      guard let duration = DaysDuration(text) else { return fail("`\(shown)` is not a period of days", "write P10D") }
      return .success(.duration(duration))
    case .range(.date):
      let ends = text.split(separator: "/", omittingEmptySubsequences: false).map { CivilDate(String($0)) }
      guard ends.count == 2, let from = ends[0], let to = ends[1], from <= to else {
        return fail("`\(shown)` is not a period", "write two days that exist, YYYY-MM-DD/YYYY-MM-DD, the first not after the second")
      }
      return .success(.range(ValueRange(lower: .date(from), lowerIncluded: true, upper: .date(to), upperIncluded: true)))
    default: return fail("a value of this type can't be stated")
    }
  }
}
