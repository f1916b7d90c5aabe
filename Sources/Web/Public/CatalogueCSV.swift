import Policy
import Values

/// The list of the catalogue as a file: all of it, in the order and the words of the screen.
struct CatalogueCSV {
  let content: PublicContent
  let say: Voice

  /// The bytes: UTF-8 with the mark that spreadsheets need to read Chinese, lines ended as RFC 4180 has them.
  func bytes(_ asked: CatalogueQuery) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + Array(rows(asked).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  /// The rows, the first of them the header.
  func rows(_ asked: CatalogueQuery) -> [[String]] {
    let book = content.book
    let today = content.today()
    var rows = [["csv_id", "csv_title", "csv_document", "csv_article", "csv_kind", "csv_leads", "csv_state", "csv_sum"].map { say($0) }]
    for clause in content.catalogue.clauses(matching: asked.filter) {
      let document = book.documents[clause.document]
      let amount = book.measure(clause.id).flatMap { book.pays($0) ? content.glance($0.id) : nil }
      rows.append([
        clause.id, clause.title[say.language], document.number ?? document.title[say.language], clause.article,
        clause.kind.label[say.language],
        say.list(content.names(of: clause.leads, say.language)), DocumentState(document, on: today).word(say),
        amount.map { SumText.glance($0, say) } ?? "",
      ])
    }
    return rows
  }

  /// A cell; quoted where it must be, and never read as a formula.
  static func cell(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    return safe.contains { ",\"\n\r".contains($0) || $0 == "\r\n" } ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
