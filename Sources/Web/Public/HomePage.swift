import Policy
import Values

/// The first page: what this is, where to go, what is in force.
struct HomePage {
  let content: PublicContent
  let say: Voice

  /// What the template prints.
  func view() -> View {
    let book = content.book
    let today = content.today()
    let provisions = Dictionary(grouping: book.clauses, by: \.document)
    let rows = book.documents.enumerated().map { index, document -> View in
      let clauses = provisions[index] ?? []
      let paying = clauses.count { book.measure($0.id).map { book.pays($0) } ?? false }
      let state = DocumentState(document, on: today)
      return [
        "title": .text(document.title[say.language]), "path": .text(PublicContent.path(of: document)), "number": .optional(document.number),
        "state": state.tag(say), "state_sentence": .text(state.sentence(say)), "count": .number(clauses.count),
        "paying": paying == 0 ? .absent : .text(say("count_paying", ["n": String(paying)])),
        "counted": .text(say("count_provisions", ["n": String(clauses.count)])),
      ]
    }
    return [
      "documents": .list(rows), "as_of": .text(say("as_of_today", ["date": today.shown(say.language)])),
      "totals": .text(
        say(
          "home_totals",
          [
            "documents": String(book.documents.count), "provisions": String(book.clauses.count), "measures": String(book.measures.count),
          ])),
    ]
  }
}
