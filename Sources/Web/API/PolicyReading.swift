import Diagnostics
import Policy
import Values

/// What the API reads from the catalogue.
struct PolicyReading: Sendable {
  let content: PublicContent

  private var book: PolicyBook { content.book }

  /// Entries on a page unless asked otherwise.
  static let size = 25

  /// All documents.
  func documents() -> JSONText {
    let today = content.today()
    return .object([
      (
        "documents",
        .list(
          book.documents.map { document in
            guard case .object(let entries) = book.json(document) else { return .null }
            return .object(entries + [("is_in_force", .boolean(document.window.contains(today)))])
          })
      )
    ])
  }

  /// A page of the catalogue. The cursor is the id of the last entry before it: it holds whatever is added.
  func policies(_ query: Query) throws(Failure) -> JSONText {
    var asked = CatalogueQuery(Query(query.pairs.filter { $0.name != "cursor" && $0.name != "limit" }), book)
    if let value = asked.ignored.first {
      throw Failure.refused(
        "query.invalid", zh: "查询条件无效：\(value.prefix(40))", en: "This filter means nothing: \(value.prefix(40))", status: .badRequest)
    }
    asked.page = 1
    let found = content.catalogue.positions(matching: asked.filter)
    var start = 0
    if let cursor = query["cursor"] {
      guard let position = book.clauses.firstIndex(where: { $0.id == cursor }) else {
        throw Failure.refused(
          "cursor.invalid", zh: "游标无效，请从第一页重新读取。", en: "This cursor is none: begin again without it.", status: .badRequest)
      }
      start = found.firstIndex { $0 > position } ?? found.count
    }
    let size = query["limit"].flatMap { Int($0) } ?? Self.size
    let page = found.dropFirst(start).prefix(size)
    let hasMore = start + page.count < found.count
    return .present([
      ("count", .number(String(found.count))), ("policies", .list(page.map { entry(book.clauses[$0]) })),
      ("next_cursor", hasMore ? page.last.map { .string(book.clauses[$0].id) } : nil),
    ])
  }

  private func entry(_ clause: Clause) -> JSONText {
    guard case .object(let entries) = book.json(clause) else { return .null }
    let document = book.documents[clause.document]
    return .object(entries + [("document", .string(document.id)), ("is_in_force", .boolean(document.window.contains(content.today())))])
  }

  /// One provision with all that is known of it.
  func policy(_ id: String) throws(Failure) -> JSONText {
    guard let clause = book.clause(id) else { throw Failure.notFound }
    let document = book.documents[clause.document]
    let full: JSONText = book.measure(id) == nil ? .object([("clause", book.json(clause))]) : book.fullJSON(clause)
    guard case .object(let entries) = full else { return .null }
    return .object(entries + [("document", book.json(document))])
  }

  /// The facts that may be stated: all, those of a measure, or those with words in their names and labels.
  func facts(_ query: Query) throws(Failure) -> JSONText {
    var indices = Array(book.facts.indices.dropFirst())
    if let id = query["measure"] {
      guard let measure = book.measure(id) else { throw Failure.notFound }
      indices = measure.rule.facts.filter { $0 != 0 }
    }
    let words = CatalogueFilter.words(in: query["q"] ?? "").map { $0.lowercased() }
    let found = indices.map { book.facts[$0] }.filter { fact in
      words.allSatisfy { word in
        fact.name.contains(word) || fact.label.zh.lowercased().contains(word) || fact.label.en.lowercased().contains(word)
      }
    }
    return .object([("facts", .list(found.map(\.json)))])
  }
}
