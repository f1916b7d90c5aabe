import HTTPTypes
import Values

/// A request as pages and endpoints see it: signed in or not, in a language, with the parts of its path named.
struct WebRequest: Sendable {
  /// The method; GET where the client asked HEAD.
  let method: HTTPRequest.Method
  /// The route's path, `/cases/{id}`.
  let template: PathTemplate
  /// The path asked for, decoded.
  let path: String
  /// What varies of the path, decoded.
  let parameters: [String: String]
  /// What stands behind the question mark.
  let query: Query
  /// The headers.
  let headers: HTTPFields
  /// Who asks.
  let caller: Caller
  /// The request's id, also in the log and on error pages.
  let id: String
  /// The address it came from, for limits; never logged.
  let remoteAddress: String
  /// What was typed into the form; empty for pages to look at.
  let form: FormValues
  /// The words.
  let words: Words
  /// Signs cursors.
  let signer: Signer

  /// The language to answer in.
  var language: Language { caller.language }

  /// A varying part of the path. Traps if the template has no such name.
  subscript(_ name: String) -> String {
    guard let value = parameters[name] else { preconditionFailure("\(template.text) has no `\(name)`") }
    return value
  }

  /// A text in the caller's language, its places filled.
  func t(_ key: String, _ places: [String: String] = [:]) -> String { words.text(key, language, places) }

  /// The account. Traps on routes that visitors may use.
  var account: Identity {
    guard let account = caller.account else { preconditionFailure("\(template.text) is open to visitors") }
    return account
  }

  /// A cursor for the place where a list goes on, good for this list only. `list` names it with its filters: `cases?state=open`.
  func cursor(_ place: String, list: String) -> String { Cursor.make(place, list: list, signer) }

  /// The place that the query's `cursor` names; nil on the first page.
  func place(list: String) throws(Failure) -> String? {
    guard let cursor = query["cursor"], !cursor.isEmpty else { return nil }
    return try Cursor.read(cursor, list: list, signer)
  }

  /// A reader of the form that was sent.
  func formReader() -> FormReader { FormReader(form, words: words, language: language) }
}
