/// A list on a page that goes on: the place the address names, and the links back to the beginning and on.
///
/// A page with two lists gives the second one a name of its own; turning one of them over leaves the other where it is.
struct ListPaging: Sendable {
  private let request: WebRequest
  private let name: String

  /// The rows of a page.
  static let size = 50

  init(_ request: WebRequest, name: String = "cursor") {
    self.request = request
    self.name = name
  }

  /// The list with its filters, as cursors are bound to it.
  private var list: String {
    let filters = request.query.pairs.filter { $0.name != "lang" && $0.name != "cursor" && !$0.name.hasSuffix("_cursor") }
    return name + " " + Query(filters).address(request.path)
  }

  /// The place at which the list goes on; nil on the first page. Throws `cursor.invalid`.
  func place() throws(Failure) -> String? {
    guard let cursor = request.query[name], !cursor.isEmpty else { return nil }
    return try Cursor.read(cursor, list: list, request.signer)
  }

  /// The links; absent where the list has one page.
  func links(next: String?) -> View {
    let isFirst = (request.query[name] ?? "").isEmpty
    if isFirst, next == nil { return .absent }
    let query = request.query.setting("lang", nil)
    return Components.pages(
      previous: isFirst ? nil : query.setting(name, nil).address(request.path),
      next: next.map { query.setting(name, request.cursor($0, list: list)).address(request.path) })
  }
}
