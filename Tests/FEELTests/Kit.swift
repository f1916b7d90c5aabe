import Foundation
import Rules
import TestSupport
import Values

/// The cases of the DMN conformance kit, as they lie beside the repository (`../shared/tck`).
enum Kit {
  static let manifestFile = Repository.root.appending(path: "Tests/FEELTests/tck-manifest.txt")

  /// The file of the kit, or nil in a clone without it.
  static var file: URL? {
    let candidates = [
      Repository.root.deletingLastPathComponent().appending(path: "shared/tck/feel-cases.jsonl"),
      Repository.root.appending(path: "tck/feel-cases.jsonl"),
    ]
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// All cases, in the order of the file.
  static func cases() throws -> [KitCase] {
    guard let file else { return [] }
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try KitCase(object as? [String: Any] ?? [:])
    }
  }
}

/// One expected result.
struct KitCase {
  struct Input {
    let name: String
    let type: Any?
    let value: Any?
  }

  let key: String
  let expression: String
  let inputs: [Input]
  let resultType: Any?
  let expected: Any?
  let errorExpected: Bool

  init(_ object: [String: Any]) throws {
    func text(_ key: String) -> String { object[key] as? String ?? "" }
    let parts = [text("level").hasPrefix("non") ? "non-compliant/" + text("folder") : text("folder"), text("testId"), text("decision")]
    key = parts.joined(separator: "/").replacing(" ", with: "_")
    expression = text("expression")
    inputs = (object["inputs"] as? [[String: Any]] ?? []).map { input in
      Input(name: input["name"] as? String ?? "", type: input["type"], value: input["value"])
    }
    resultType = object["resultType"]
    expected = object["expected"]
    errorExpected = object["errorExpected"] as? Bool ?? false
  }
}

/// What the profile can't say: the case is unsupported.
struct OutsideProfile: Error {
  let feature: String
}

extension KitCase {
  /// A value of the kit: `{"t": "number", "v": "12"}`.
  static func value(_ json: Any?) throws -> Value {
    guard let object = json as? [String: Any], let kind = object["t"] as? String else { return .null }
    let content = object["v"]
    let text = content as? String ?? ""
    func read<T>(_ value: T?, _ make: (T) -> Value) throws -> Value {
      guard let value else { throw OutsideProfile(feature: "\(kind) \(text)") }
      return make(value)
    }
    switch kind {
    case "null": return .null
    case "boolean": return .boolean(content as? Bool ?? false)
    case "number": return try read(Number(text)) { .number($0) }
    case "string": return .string(text)
    case "date": return try read(CivilDate(text)) { .date($0) }
    case "time": return try read(CivilTime(text)) { .time($0) }
    case "date and time": return try read(CivilDateTime(text)) { .dateTime($0) }
    case "years and months duration": return try read(MonthsDuration(text)) { .months($0) }
    case "days and time duration": return try read(DaysDuration(text)) { .duration($0) }
    case "list": return .list(try (content as? [Any] ?? []).map(value))
    case "context":
      let entries = (content as? [String: Any] ?? [:]).sorted { $0.key < $1.key }
      return .record(Record(try entries.map { (name: $0.key, value: try value($0.value)) }))
    default: throw OutsideProfile(feature: kind)
    }
  }

  /// The type an input is declared with; the value says where null occurs and what `Any` is.
  static func type(_ json: Any?, _ value: Value) throws -> ValueType {
    if value == .null { return try declared(json).orNull }
    if let name = json as? String, name == "Any" || json == nil { return try inferred(value) }
    if let object = json as? [String: Any] {
      if let base = object["of"] { return try type(base, value) }
      if let item = object["list"], case .list(let items) = value {
        let types = try items.map { try type(item, $0) }
        return .list(try common(types) ?? declared(item))
      }
      if let fields = object["context"] as? [String: Any], case .record(let record) = value {
        return .record(
          try fields.sorted { $0.key < $1.key }.map { .init(name: $0.key, type: try type($0.value, record[$0.key] ?? .null)) })
      }
    }
    return try json == nil ? inferred(value) : declared(json)
  }

  private static func declared(_ json: Any?) throws -> ValueType {
    switch json {
    case let name as String:
      switch name {
      case "number": return .number(.none)
      case "string": return .string
      case "boolean": return .boolean
      case "date": return .date
      case "time": return .time
      case "date and time": return .dateTime
      case "years and months duration": return .months
      case "days and time duration": return .duration
      default: throw OutsideProfile(feature: "type \(name)")
      }
    case let object as [String: Any]:
      if let base = object["of"] { return try declared(base) }
      if let item = object["list"] { return .list(try declared(item)) }
      if let fields = object["context"] as? [String: Any] {
        return .record(try fields.sorted { $0.key < $1.key }.map { .init(name: $0.key, type: try declared($0.value)) })
      }
      throw OutsideProfile(feature: "type")
    default: throw OutsideProfile(feature: "type")
    }
  }

  private static func inferred(_ value: Value) throws -> ValueType {
    switch value {
    case .null: return .null
    case .boolean: return .boolean
    case .number: return .number(.none)
    case .string: return .string
    case .date: return .date
    case .time: return .time
    case .dateTime: return .dateTime
    case .months: return .months
    case .duration: return .duration
    case .list(let items): return .list(try common(items.map(inferred)) ?? .anything)
    case .record(let record): return .record(try record.entries.map { .init(name: $0.name, type: try inferred($0.value)) })
    case .symbol, .range: throw OutsideProfile(feature: "value")
    }
  }

  private static func common(_ types: [ValueType]) throws -> ValueType? {
    guard let first = types.first else { return nil }
    for type in types.dropFirst() where type.wrapped != first.wrapped { throw OutsideProfile(feature: "list of several types") }
    return types.contains { $0.isOptional } ? first.orNull : first
  }

  /// The type of the decision, or nil where the model leaves it open.
  var expectedType: ValueType? { resultType.flatMap { try? KitCase.declared($0) } }
}
