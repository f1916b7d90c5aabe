import Policy
import Values

/// The catalogue: every provision, searched and filtered.
struct CataloguePage {
  let content: PublicContent
  let say: Voice

  /// Provisions on a page.
  static let size = 25

  private var book: PolicyBook { content.book }

  /// What the template prints.
  func view(_ asked: CatalogueQuery) -> View {
    let found = content.catalogue.positions(matching: asked.filter)
    let pages = max(1, (found.count + Self.size - 1) / Self.size)
    let page = min(asked.page, pages)
    let shown = found.dropFirst((page - 1) * Self.size).prefix(Self.size)
    let list: View = [
      "count": .text(say(found.count == 1 ? "catalogue_count_one" : "catalogue_count", ["n": String(found.count)])),
      "rows": .list(shown.map { row(book.clauses[$0]) }), "is_empty": .flag(found.isEmpty),
      "csv": .text(asked.query.address("/policies.csv")), "xlsx": .text(asked.query.address("/policies.xlsx")),
      "has_filters": .flag(!asked.query.pairs.isEmpty),
      "ignored": .optional(say.ignored(asked.ignored)),
      "pages": .text(say("page_of", ["n": String(page), "m": String(pages)])), "has_pages": .flag(pages > 1),
      "previous": page > 1 ? .text(asked.address(page: page - 1)) : .absent,
      "next": page < pages ? .text(asked.address(page: page + 1)) : .absent,
    ]
    return list.adding(form(asked))
  }

  private func form(_ asked: CatalogueQuery) -> [String: View] {
    let units = Set(book.clauses.flatMap(\.leads)).compactMap { book.organisations[$0] }.sorted { $0.id < $1.id }
    let kinds = Clause.Kind.allCases.filter { kind in book.clauses.contains { $0.kind == kind } }
    func options(_ all: [(id: String, label: String)], _ chosen: String?) -> View {
      .list(all.map { ["value": .text($0.id), "label": .text($0.label), "is_chosen": .flag($0.id == chosen)] })
    }
    return [
      "q": .text(asked.text), "in_force": .optional(asked.filter.inForce?.description), "today": .text(content.today().description),
      "documents": options(book.documents.map { ($0.id, title($0)) }, asked.filter.document),
      "units": options(units.map { ($0.id, $0.name[say.language]) }, asked.filter.unit),
      "kinds": options(kinds.map { ($0.rawValue, $0.label[say.language]) }, asked.filter.kind?.rawValue),
    ]
  }

  private func title(_ document: PolicyDocument) -> String {
    [document.number, document.title[say.language]].compactMap(\.self).joined(separator: " ")
  }

  /// An entry of the list.
  func row(_ clause: Clause) -> View {
    let document = book.documents[clause.document]
    let measure = book.measure(clause.id)
    return [
      "title": .text(clause.title[say.language]), "path": .text(PublicContent.path(of: clause)), "id": .text(clause.id),
      "citation": .text(book.citation(of: clause)), "kind": .text(clause.kind.label[say.language]),
      "state": DocumentState(document, on: content.today()).tag(say),
      "leads": .text(say.list(content.names(of: clause.leads, say.language))),
      "sum": measure.flatMap { book.pays($0) ? content.glance($0.id) : nil }.map { .text(SumText.glance($0, say)) } ?? .absent,
      "is_computed": .flag(measure != nil),
    ]
  }
}
