import Policy
import Values

extension JSONSchema {
  /// The pattern of sums, in the regular expressions of JSON Schema.
  static let moneyPattern = "^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,2})?$"

  /// As JSON Schema 2020-12, the dialect of OpenAPI 3.1; named schemas are referred to.
  var document: JSONText {
    switch self {
    case .named(let name, _): .object([("$ref", .string("#/components/schemas/\(name)"))])
    default: definition
    }
  }

  /// The schema itself, of a named one what the name stands for.
  var definition: JSONText {
    func object(_ entries: [(String, JSONText?)]) -> JSONText { .present(entries) }
    func text(_ entries: [(String, JSONText?)]) -> JSONText { .present([("type", .string("string"))] + entries) }
    switch self {
    case .any: return .object([])
    case .named(_, let schema): return schema.definition
    case .nullable(let schema): return object([("anyOf", .list([schema.document, .object([("type", .string("null"))])]))])
    case .string(let least, let most):
      return text([
        ("minLength", least == 0 ? nil : .number(String(least))), ("maxLength", .number(String(most))),
        ("pattern", .string("^[^\\u0000]*$")),
      ])
    case .identifier(let most): return text([("maxLength", .number(String(most))), ("pattern", .string("^[A-Za-z0-9][A-Za-z0-9._-]*$"))])
    case .oneOf(let options): return text([("enum", .list(options.map { .string($0) }))])
    case .integer(let range):
      return object([
        ("type", .string("integer")), ("minimum", .number(String(range.lowerBound))), ("maximum", .number(String(range.upperBound))),
      ])
    case .number: return object([("type", .string("number"))])
    case .boolean: return object([("type", .string("boolean"))])
    case .money: return text([("pattern", .string(Self.moneyPattern)), ("description", .string("CNY, at most two decimals"))])
    case .cny:
      return object([
        ("type", .string("number")), ("minimum", .number("-999999999999999.99")), ("maximum", .number("999999999999999.99")),
        ("description", .string("CNY, at most two decimals")),
      ])
    case .date: return text([("format", .string("date")), ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))])
    case .moment: return text([("format", .string("date-time")), ("pattern", .string("Z$"))])
    case .array(let item, let most):
      return object([("type", .string("array")), ("items", item.document), ("maxItems", .number(String(most)))])
    case .map(let value, let most):
      return object([("type", .string("object")), ("additionalProperties", value.document), ("maxProperties", .number(String(most)))])
    case .object(let properties):
      let required = properties.filter(\.isRequired).map { JSONText.string($0.name) }
      return object([
        ("type", .string("object")),
        ("properties", .object(properties.map { ($0.name, $0.described) })),
        ("required", required.isEmpty ? nil : .list(required)), ("additionalProperties", .boolean(false)),
      ])
    }
  }

  /// The named schemas in it, with what they stand for.
  var named: [(String, JSONSchema)] {
    switch self {
    case .named(let name, let schema): [(name, schema)] + schema.named
    case .nullable(let schema), .array(let schema, _), .map(let schema, _): schema.named
    case .object(let properties): properties.flatMap(\.schema.named)
    default: []
    }
  }
}

extension JSONSchema.Property {
  fileprivate var described: JSONText {
    guard let summary, case .object(let entries) = schema.document else { return schema.document }
    return .object(entries.filter { $0.0 != "description" } + [("description", .string(summary.zh + " / " + summary.en))])
  }
}
