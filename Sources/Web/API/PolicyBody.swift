import Diagnostics
import Policy
import Rules
import Values

/// What the bodies of the policy endpoints have in common: facts, the day, a choice of measures.
struct PolicyBody {
  let book: PolicyBook

  /// The schema of stated facts.
  static let facts = JSONSchema.map(.any, maxEntries: 1000)
  /// `as_of` and `facts`, which all of them take.
  static let asked: [JSONSchema.Property] = [
    .optional("as_of", .date, zh: "认定日，默认今天（北京时间）", en: "Day of decision; today in Beijing unless stated"),
    .optional("facts", facts, zh: "已知事实：名称和取值", en: "Stated facts by name"),
  ]

  /// The facts of a body, by index.
  ///
  /// - Errors: every fact that is none or has a value it can't have, by pointer.
  func facts(_ node: DataNode) throws(Failure) -> [Value?] {
    var values = [Value?](repeating: nil, count: book.facts.count)
    var faults: [Failure.Field] = []
    let reader = FactsReader(book)
    for entry in node["facts"]?.entries ?? [] {
      guard entry.name != Schema.asOfName, let fact = book.program.schema.fact(named: entry.name) else {
        faults.append(unknown(entry.name))
        continue
      }
      switch reader.value(entry.value, for: fact) {
      case .success(let value): values[fact] = value
      case .failure(let problem):
        let detail = problem.message + (problem.help.map { "; " + $0 } ?? "")
        faults.append(
          Failure.Field(
            pointer: PolicyBody.pointer(entry.name), code: "fact." + problem.id.rawValue,
            detail: Bilingual(
              zh: "“\(book.facts[fact].label.zh)”的取值无效：\(reader.refusal(of: problem, entry.value, for: fact).sentence.zh)", en: detail)))
      }
    }
    if faults.isEmpty { return values }
    throw Failure.refused(
      "facts.invalid", zh: "所填事实有误，请按各项说明改正。", en: "Some facts are wrong: see each of them.", fields: Array(faults.prefix(50)))
  }

  private func unknown(_ name: String) -> Failure.Field {
    let short = String(name.prefix(80))
    let near = nearestName(to: short, among: book.facts.map(\.name))
    return Failure.Field(
      pointer: PolicyBody.pointer(short), code: "fact.unknown",
      detail: Bilingual(
        zh: "没有名为 \(short) 的事实" + (near.map { "，是否为 \($0)？" } ?? ""),
        en: "There is no fact \(short)" + (near.map { "; did you mean \($0)?" } ?? "")))
  }

  /// The pointer of a fact in the body (RFC 6901).
  static func pointer(_ name: String) -> String { "/facts/" + name.replacing("~", with: "~0").replacing("/", with: "~1") }

  /// The measure that a body names.
  func measure(_ body: JSONObject) throws(Failure) -> Measure { try measure(body.string("measure"), at: "/measure") }

  /// The measures that a body names.
  func measures(_ body: JSONObject) throws(Failure) -> [Measure] {
    var found: [Measure] = []
    for (index, id) in body.strings("measures").enumerated() { found.append(try measure(id, at: "/measures/\(index)")) }
    return found
  }

  private func measure(_ id: String, at pointer: String) throws(Failure) -> Measure {
    if let measure = book.measure(id) { return measure }
    throw PolicyBody.unknown(
      id, at: pointer, zh: "没有可以测算的事项", en: "There is no measure", near: nearestName(to: id, among: book.measures.map(\.id)))
  }

  /// The documents that a body names, by position in the book; nil if it names none.
  func documents(_ body: JSONObject) throws(Failure) -> Set<Int>? {
    guard body.has("documents") else { return nil }
    var found: Set<Int> = []
    for (index, id) in body.strings("documents").enumerated() {
      guard let position = book.documents.firstIndex(where: { $0.id == id }) else {
        throw PolicyBody.unknown(
          id, at: "/documents/\(index)", zh: "没有政策文件", en: "There is no document",
          near: nearestName(to: id, among: book.documents.map(\.id)))
      }
      found.insert(position)
    }
    return found
  }

  private static func unknown(_ id: String, at pointer: String, zh: String, en: String, near: String?) -> Failure {
    let short = String(id.prefix(80))
    let detail = Bilingual(
      zh: "\(zh) \(short)" + (near.map { "，是否为 \($0)？" } ?? "。"), en: "\(en) \(short)" + (near.map { "; did you mean \($0)?" } ?? "."))
    return Failure.refused(
      "policy.unknown_id", zh: detail.zh, en: detail.en,
      fields: [Failure.Field(pointer: pointer, code: "policy.unknown_id", detail: detail)])
  }
}
