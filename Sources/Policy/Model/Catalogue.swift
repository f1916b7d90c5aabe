public import Values

/// What is looked for in the catalogue; everything given must hold.
public struct CatalogueFilter: Sendable, Equatable {
  /// Words, each of which stands in the title, the document, the article or the id.
  public var words: [String] = []
  /// A document, by id.
  public var document: String?
  /// A unit responsible: its id, or a part of its name.
  public var unit: String?
  /// What the provision is.
  public var kind: Clause.Kind?
  /// A day on which the document is in force.
  public var inForce: CivilDate?
  /// Only what is computed.
  public var isComputed = false

  /// A filter that lets everything through.
  public init() {}

  /// The words of a search text, split at any space.
  public static func words(in text: String) -> [String] {
    TypedAnswer.halfWidth(text).split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// The catalogue of provisions, laid out for searching.
public struct Catalogue: Sendable {
  /// The book it lists.
  public let book: PolicyBook
  /// By clause: everything that is searched, in lower case, as UTF-8. A Chinese substring is a substring of the bytes.
  private let texts: [[UInt8]]

  /// The catalogue of a book.
  public init(_ book: PolicyBook) {
    self.book = book
    texts = book.clauses.map { clause in
      let document = book.documents[clause.document]
      let parts = [
        clause.title.zh, clause.title.en, clause.id, clause.article, document.title.zh, document.title.en, document.number ?? "",
      ]
      return Array(parts.joined(separator: "\n").lowercased().utf8)
    }
  }

  /// The provisions that a filter lets through, by position in the book, in its order.
  public func positions(matching filter: CatalogueFilter) -> [Int] {
    let words = filter.words.map { Array($0.lowercased().utf8) }
    let units = filter.unit.map(units)
    return book.clauses.indices.filter { position in
      let clause = book.clauses[position]
      let document = book.documents[clause.document]
      if filter.isComputed, clause.computability == .none { return false }
      if let wanted = filter.document, document.id != wanted { return false }
      if let kind = filter.kind, clause.kind != kind { return false }
      if let units, !clause.leads.contains(where: units.contains) { return false }
      if let day = filter.inForce, !document.window.contains(day) { return false }
      return words.allSatisfy { Catalogue.contains(texts[position], $0) }
    }
  }

  /// The provisions that a filter lets through.
  public func clauses(matching filter: CatalogueFilter) -> [Clause] { positions(matching: filter).map { book.clauses[$0] } }

  private func units(named word: String) -> Set<String> {
    let lower = word.lowercased()
    return Set(
      book.organisations.values.filter { unit in
        unit.id == word || unit.name.zh.contains(word) || unit.name.en.lowercased().contains(lower)
      }.map(\.id))
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    guard text.count >= word.count else { return false }
    for start in 0...(text.count - word.count) where text[start] == first {
      if text[start..<(start + word.count)].elementsEqual(word) { return true }
    }
    return false
  }
}
