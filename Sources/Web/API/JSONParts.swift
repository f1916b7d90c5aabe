import Diagnostics
import Policy
import Service
import Storage
import Values
import WorkingDays

/// JSONParts of which the views of objects are made.
extension JSONText {
  /// A sum in CNY, with both digits of 分.
  static func cny(_ money: Money) -> JSONText { .number(money.description) }
  /// A day.
  static func day(_ day: CivilDate) -> JSONText { .string(day.description) }
  /// A whole number.
  static func integer(_ number: some BinaryInteger) -> JSONText { .number(String(number)) }

  /// Data as it was read.
  init(_ node: DataNode) {
    switch node.content {
    case .scalar(let text, isQuoted: true): self = .string(text)
    case .scalar("true", _): self = .boolean(true)
    case .scalar("false", _): self = .boolean(false)
    case .scalar("null", _): self = .null
    case .scalar(let text, isQuoted: false): self = .number(text)
    case .list(let items): self = .list(items.map { JSONText($0) })
    case .map(let entries): self = .object(entries.map { ($0.name, JSONText($0.value)) })
    }
  }

  /// A value that is kept as JSON; null for what is none.
  static func kept(_ text: String) -> JSONText {
    guard case .success(let node) = FileReader.parse(SourceText(name: "value.json", text: text)) else { return .null }
    return JSONText(node)
  }
}

/// Schemas that many views share.
enum JSONParts {
  static let id = JSONSchema.identifier()
  static let sha256 = JSONSchema.identifier(maxLength: 64)
  static let text = JSONSchema.string(maxLength: 20_000)
  static let count = JSONSchema.integer(0...1_000_000_000)
  static let version = JSONSchema.integer(1...1_000_000_000)
  /// The years that budgets may be of.
  static let years: ClosedRange<Int64> = 2000...2199
  static let year = JSONSchema.integer(years)
  static let moment = JSONSchema.moment
  static let bilingual = PolicySchemas.bilingual
  static func list(_ item: JSONSchema) -> JSONSchema { .array(item, maxItems: 100_000) }
  /// A part of a list: `items`, and `next_cursor` where it goes on.
  static func page(_ item: JSONSchema) -> JSONSchema {
    .object([.required("items", list(item)), .optional("next_cursor", .string(maxLength: 1000))])
  }

  /// A last day, and whether it can still move because the holidays of its year are not published.
  static let deadline = JSONSchema.named(
    "Deadline", .object([.required("day", .date), .required("is_provisional", .boolean)]))

  static func deadline(_ deadline: Deadline) -> JSONText {
    .object([("day", .day(deadline.date)), ("is_provisional", .boolean(deadline.isProvisional))])
  }

  /// The cases that an act is about.
  static let selection: [JSONSchema.Property] = [
    .required("procedure", id, zh: "流程编号", en: "Procedure id"),
    .required("cases", .array(id, maxItems: 2000), zh: "办件编号", en: "Case ids"),
  ]
}
