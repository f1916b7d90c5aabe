import Policy
import Values

/// The shape of JSON: written once, it checks requests and makes the OpenAPI document.
indirect enum JSONSchema: Sendable {
  /// A key of an object.
  struct Property: Sendable {
    let name: String
    let schema: JSONSchema
    var isRequired = true
    var summary: Bilingual?

    /// A key that must be there.
    static func required(_ name: String, _ schema: JSONSchema, zh: String? = nil, en: String? = nil) -> Property {
      Property(name: name, schema: schema, isRequired: true, summary: zh.flatMap { zh in en.map { Bilingual(zh: zh, en: $0) } })
    }

    /// A key that may be left out.
    static func optional(_ name: String, _ schema: JSONSchema, zh: String? = nil, en: String? = nil) -> Property {
      Property(name: name, schema: schema, isRequired: false, summary: zh.flatMap { zh in en.map { Bilingual(zh: zh, en: $0) } })
    }
  }

  /// A text of so many characters.
  case string(minLength: Int = 0, maxLength: Int)
  /// A text made like an id: ASCII letters, digits, `._-`, the first a letter or digit.
  case identifier(maxLength: Int = 200)
  /// One of these texts.
  case oneOf([String])
  /// A whole number.
  case integer(ClosedRange<Int64>)
  /// A number of any digits, kept as text.
  case number
  /// A truth.
  case boolean
  /// A sum in CNY as a text with at most two decimals: "12345.67".
  case money
  /// A sum in CNY as a number with at most two decimals: 12345.67.
  case cny
  /// A day: "2026-01-05".
  case date
  /// A moment: "2026-01-05T09:30:00Z".
  case moment
  /// A list of at most so many.
  case array(JSONSchema, maxItems: Int)
  /// These keys and no others.
  case object([Property])
  /// Any keys, with values of one kind.
  case map(JSONSchema, maxEntries: Int)
  /// A schema with a name in the document.
  case named(String, JSONSchema)
  /// The schema, or null.
  case nullable(JSONSchema)
  /// Anything.
  case any
}

/// An object of a body that its schema admits. Asking for a key that the schema doesn't have traps: it is our own mistake.
struct JSONObject: Sendable {
  let node: DataNode
  private let properties: [String: JSONSchema]?

  init(_ node: DataNode, _ schema: JSONSchema) {
    self.node = node
    if case .object(let properties) = schema.plain {
      self.properties = Dictionary(properties.map { ($0.name, $0.schema) }) { a, _ in a }
    } else {
      self.properties = nil
    }
  }

  /// Whether a key is there and not null.
  func has(_ key: String) -> Bool { value(key) != nil }
  /// A text.
  func string(_ key: String) -> String { required(optionalString(key), key) }
  /// A text that may be left out.
  func optionalString(_ key: String) -> String? { value(key)?.text }
  /// A whole number.
  func integer(_ key: String) -> Int64 { required(optionalInteger(key), key) }
  /// A whole number that may be left out.
  func optionalInteger(_ key: String) -> Int64? { value(key)?.text.flatMap { Int64($0) } }
  /// A truth.
  func boolean(_ key: String) -> Bool { required(optionalBoolean(key), key) }
  /// A truth that may be left out.
  func optionalBoolean(_ key: String) -> Bool? { value(key)?.text.map { $0 == "true" } }
  /// A sum.
  func money(_ key: String) -> Money { required(optionalMoney(key), key) }
  /// A sum that may be left out.
  func optionalMoney(_ key: String) -> Money? { value(key)?.text.flatMap(JSONSchema.money(of:)) }
  /// A day.
  func date(_ key: String) -> CivilDate { required(optionalDate(key), key) }
  /// A day that may be left out.
  func optionalDate(_ key: String) -> CivilDate? { value(key)?.text.flatMap { CivilDate($0) } }
  /// Texts; none if left out.
  func strings(_ key: String) -> [String] { value(key)?.items?.compactMap(\.text) ?? [] }
  /// Objects; none if left out.
  func objects(_ key: String) -> [JSONObject] {
    guard case .array(let item, _)? = properties?[key]?.plain else { preconditionFailure("the schema has no list `\(key)`") }
    return value(key)?.items?.map { JSONObject($0, item) } ?? []
  }
  /// An object that may be left out.
  func object(_ key: String) -> JSONObject? {
    guard let schema = properties?[key] else { preconditionFailure("the schema has no `\(key)`") }
    return value(key).map { JSONObject($0, schema) }
  }

  private func value(_ key: String) -> DataNode? {
    precondition(properties?[key] != nil, "the schema has no `\(key)`")
    return node[key].flatMap { $0.isNothing ? nil : $0 }
  }

  private func required<T>(_ value: T?, _ key: String) -> T {
    guard let value else { preconditionFailure("`\(key)` may be left out by its schema") }
    return value
  }
}
