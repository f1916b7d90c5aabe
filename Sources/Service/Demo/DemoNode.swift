import Diagnostics
import Policy
import Values

/// A piece of the demonstration's file that knows where it stands, so that what is wrong with it is shown there.
struct DemoNode {
  let data: DataNode
  let source: SourceText

  /// What to say about it.
  func problem(_ id: DiagnosticID, _ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(id, message, in: source, at: data.range(in: source), help: help)
  }

  /// The same with the words of a check.
  func problem(_ problem: Problem) -> Diagnostic { self.problem(problem.id, problem.message, help: problem.help) }

  /// The value of a key; nil where it isn't there.
  subscript(key: String) -> DemoNode? { data[key].map { DemoNode(data: $0, source: source) } }

  /// The value of a key that has to be there.
  func required(_ key: String) throws -> DemoNode {
    guard let node = self[key] else { throw problem(.missingKey, "`\(key)` is missing") }
    return node
  }

  /// A single text.
  func text() throws -> String {
    guard let text = data.text else { throw problem(.wrongShape, "a single value is needed") }
    return text
  }

  /// The text of a key that has to be there.
  func text(_ key: String) throws -> String { try required(key).text() }

  /// The text of a key that may be missing.
  func optionalText(_ key: String) throws -> String? { try self[key]?.text() }

  /// A list; a single value is a list of one.
  func list() -> [DemoNode] { data.items?.map { DemoNode(data: $0, source: source) } ?? [self] }

  /// The texts of a list.
  func texts() throws -> [String] { try list().map { try $0.text() } }

  /// Names with what stands under them, in order.
  func entries() throws -> [(name: String, key: DemoNode, value: DemoNode)] {
    guard let entries = data.entries else { throw problem(.wrongShape, "names with values are needed") }
    return entries.map { ($0.name, DemoNode(data: $0.key, source: source), DemoNode(data: $0.value, source: source)) }
  }

  /// Refuses keys that mean nothing.
  func allow(_ keys: Set<String>) throws {
    for (name, key, _) in try entries() where !keys.contains(name) {
      throw key.problem(
        .unknownKey, "`\(name)` means nothing here", help: nearestName(to: name, among: keys.sorted()).map { "did you mean `\($0)`?" })
    }
  }

  /// A whole number.
  func integer() throws -> Int64 {
    guard let number = Int64(try text()) else { throw problem(.invalidValue, "a whole number is needed") }
    return number
  }

  /// A date.
  func date() throws -> CivilDate {
    guard let date = CivilDate(try text()) else { throw problem(.invalidValue, "a date as YYYY-MM-DD is needed") }
    return date
  }

  /// A date, or a number of working days from today.
  func day() throws -> DemoDay {
    if let days = Int(try text()), (-400...400).contains(days) { return .fromToday(days) }
    return .date(try date())
  }

  /// A sum in 元 with at most two digits after the point.
  func money() throws -> Money {
    guard let number = Number(try text()), let money = Money(number, rounding: .down), money.number == number, money > .zero else {
      throw problem(.invalidValue, "a sum above 0 with at most two digits after the point is needed")
    }
    return money
  }

  /// A flag; false where it isn't there.
  func flag(_ key: String) throws -> Bool {
    guard let node = self[key] else { return false }
    switch try node.text() {
    case "true": return true
    case "false": return false
    default: throw node.problem(.invalidValue, "`true` or `false` is needed")
    }
  }
}
