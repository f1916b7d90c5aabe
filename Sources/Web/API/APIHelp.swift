import Casework
import HTTPTypes
import Policy
import Service
import Values

/// How the endpoints of claims are declared.
enum API {
  /// Everybody who works with cases.
  static let readers = Access.roles([.enterprise, .districtReviewer, .cityReviewer, .finance, .districtFinance, .supervisor, .auditor])
  /// People of enterprises.
  static let enterprise = Access.roles([.enterprise])
  /// Officers who review.
  static let reviewers = Access.roles([.districtReviewer, .cityReviewer])
  /// Officers of the city.
  static let city = Access.roles([.cityReviewer])
  /// Everybody who reads the fund book.
  static let fundReaders = Access.roles([.cityReviewer, .finance, .districtFinance, .supervisor, .auditor])

  static func ok(_ zh: String, _ en: String, _ schema: JSONSchema, _ status: HTTPResponse.Status = .ok) -> [Endpoint.Response] {
    [Endpoint.Response(status: status, summary: Bilingual(zh: zh, en: en), schema: schema)]
  }

  static func parameter(_ name: String, _ schema: JSONSchema, _ zh: String, _ en: String, isRequired: Bool = false) -> Endpoint.Parameter {
    Endpoint.Parameter(name: name, schema: schema, summary: Bilingual(zh: zh, en: en), isRequired: isRequired)
  }

  /// What every list takes.
  static let paging = [
    parameter("cursor", .string(maxLength: 1000), "上一页给出的游标", "Cursor given by the page before"),
    parameter("limit", .integer(1...200), "每页条数，默认 50", "Items on a page; 50 unless stated"),
  ]
}

extension APIRequest {
  /// What makes a write happen once.
  var once: Once? { idempotency.map { Once(key: $0.key, owner: $0.owner, requestCode: $0.requestCode) } }

  /// The version that `If-Match` names; nil if none does. Throws 412 for one that can't be.
  func expectedVersion() throws(Failure) -> Int64? {
    guard let version else { return nil }
    guard let number = Int64(version) else { throw Frame.otherVersion }
    return number
  }

  /// A name in the query.
  func query(_ name: String) -> String? { request.query[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// How many items are asked for.
  var limit: Int { query("limit").flatMap { Int($0) } ?? 50 }

  /// The list with its filters, as cursors are bound to it.
  var listName: String {
    request.path + "?" + request.query.setting("cursor", nil).setting("limit", nil).text
  }

  /// The place at which a list goes on; nil on the first page.
  func place() throws(Failure) -> String? { try request.place(list: listName) }

  /// The place of a list in order of numbers.
  func numberPlace() throws(Failure) -> Int64? { try place().flatMap { Int64($0) } }

  /// A page of a list.
  func page(_ items: [JSONText], next: String?) -> APIAnswer {
    .json(.present([("items", .list(items)), ("next_cursor", next.map { .string(request.cursor($0, list: listName)) })]))
  }

  /// The cases of the body, each once.
  var cases: [String] { body.strings("cases") }

  var actor: Actor { request.account.actor }
}

/// Runs an act that names a version: one that has moved on is 412.
func withVersion<T>(_ act: () async throws -> T) async throws -> T {
  do { return try await act() } catch let refusal as Refusal
    where refusal.code == "case.changed" || refusal.code == "company.profile_changed"
  {
    throw Frame.otherVersion
  }
}
