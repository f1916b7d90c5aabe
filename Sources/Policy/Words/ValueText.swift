public import Rules
public import Values

/// Values as text.
public struct ValueText: Sendable {
  private let schema: Schema

  /// Texts for values of a vocabulary.
  public init(schema: Schema) { self.schema = schema }

  /// A value as it stands in files: ids of enumeration values, plain numbers, ISO dates.
  public func plain(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let number): number.description
    case .string(let text): text
    case .symbol(let symbol): schema.name(of: symbol)
    case .date(let date): date.description
    case .time(let time): time.description
    case .dateTime(let dateTime): dateTime.description
    case .months(let months): months.description
    case .duration(let duration): duration.description
    case .list(let items): "[" + items.map(plain).joined(separator: ", ") + "]"
    case .record(let record): "{" + record.entries.map { "\($0.name): \(plain($0.value))" }.joined(separator: ", ") + "}"
    case .range(let range): plain(range.lower) + "/" + plain(range.upper)
    }
  }

  /// A value as JSON; numbers keep their decimal digits.
  public func json(_ value: Value) -> JSONText {
    switch value {
    case .null: .null
    case .boolean(let truth): .boolean(truth)
    case .number(let number): .number(number.description)
    case .list(let items): .list(items.map(json))
    case .record(let record): .object(record.entries.map { ($0.name, json($0.value)) })
    default: .string(plain(value))
    }
  }
}

extension Number {
  /// With a comma after every three digits before the point: `1,234,567.89`.
  public var grouped: String { Number.grouped(description) }

  /// Puts a comma after every three digits before the point of a plain figure.
  public static func grouped(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first else { return text }
    var out = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { out += "," }
      out.append(digit)
    }
    return (isNegative ? "-" : "") + out + (parts.count > 1 ? "." + parts[1] : "")
  }
}

extension Money {
  /// For people: `30,000 元`, `1,234.56 元`; whole sums without 分.
  public func shown(_ language: Language) -> String {
    let text = Number.grouped(description)
    let short = text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    return language == .zh ? short + " 元" : "CNY " + short
  }
}
