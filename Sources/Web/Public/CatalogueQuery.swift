import Policy
import Values

/// What the address of the catalogue asks for: filters, page, and what in it was not understood.
struct CatalogueQuery: Sendable {
  /// The search text as typed.
  var text = ""
  /// The filter.
  var filter = CatalogueFilter()
  /// The page, from 1.
  var page = 1
  /// What was ignored: names, or values that mean nothing.
  var ignored: [String] = []

  /// A search text longer than this is cut.
  static let limit_characters = 100

  /// Reads a query; whatever means nothing is left out and named in `ignored`.
  init(_ query: Query, _ book: PolicyBook) {
    for (name, value) in query.pairs where !value.isEmpty {
      switch name {
      case "q":
        text = String(value.prefix(Self.limit_characters))
        filter.words = CatalogueFilter.words(in: text)
      case "document": book.documents.contains { $0.id == value } ? filter.document = value : ignored.append(value)
      case "unit": book.organisations[value] != nil ? filter.unit = value : ignored.append(value)
      case "kind": if let kind = Clause.Kind(rawValue: value) { filter.kind = kind } else { ignored.append(value) }
      case "in_force": if let day = CivilDate(TypedAnswer.day(value)) { filter.inForce = day } else { ignored.append(value) }
      case "page": if let page = Int(value), page > 0 { self.page = page } else { ignored.append(value) }
      case "lang": break
      default: ignored.append(name)
      }
    }
  }

  /// The filters as a query, for links; the page is left out.
  var query: Query {
    let pairs: [(String, String?)] = [
      ("q", text.isEmpty ? nil : text), ("document", filter.document), ("unit", filter.unit), ("kind", filter.kind?.rawValue),
      ("in_force", filter.inForce?.description),
    ]
    return Query(pairs.compactMap { name, value in value.map { (name: name, value: $0) } })
  }

  /// The address of a page of the same list.
  func address(page: Int) -> String { (page == 1 ? query : query.setting("page", String(page))).address("/policies") }
}
