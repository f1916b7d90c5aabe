import Policy
import Values

/// One document: number, issuers, dates, its provisions.
struct DocumentPage {
  let content: PublicContent
  let say: Voice

  /// What the template prints about a document, by its position in the book.
  func view(_ position: Int) -> View {
    let book = content.book
    let document = book.documents[position]
    let state = DocumentState(document, on: content.today())
    let clauses = book.clauses.filter { $0.document == position }
    let rows = CataloguePage(content: content, say: say)
    var occurring: String?
    if case .dated(_, _, let events?) = document.window {
      occurring = say("occurring", ["from": events.lowerBound.shown(say.language), "to": events.upperBound.shown(say.language)])
    }
    let paying = clauses.contains { book.measure($0.id).map { book.pays($0) } ?? false }
    return [
      "title": .text(document.title[say.language]), "number": .optional(document.number),
      "issuers": .text(say.list(content.names(of: document.issuers, say.language))),
      "issued": .optional(document.issued?.shown(say.language)),
      "state": state.tag(say), "period": .text(state.sentence(say)), "occurring": .optional(occurring),
      "caution": .optional(state.caution(say)),
      "calculator": paying ? .text(CalculatorState(scope: .document(document.id), asOf: nil).address) : .absent,
      "counted": .text(say("count_provisions", ["n": String(clauses.count)])), "rows": .list(clauses.map(rows.row)),
    ]
  }
}
