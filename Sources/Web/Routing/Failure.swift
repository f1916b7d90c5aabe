import HTTPTypes
import Values

/// A refusal that a person or program is told: thrown by any handler, shown as a page or as problem details (RFC 9457).
struct Failure: Error, Sendable, Equatable {
  /// What is wrong with one field.
  struct Field: Sendable, Equatable {
    /// Where: a JSON pointer (`/lines/0/amount`), or the name of a field or of a place in the query.
    let pointer: String
    /// The stable code.
    let code: String
    /// What to do.
    let detail: Bilingual
  }

  /// The answer's status.
  let status: HTTPResponse.Status
  /// The stable code, `case.not_found`.
  let code: String
  /// What happened, short.
  let title: Bilingual
  /// What happened and what to do.
  let detail: Bilingual
  /// What is wrong with single fields; an answer of the API tells at most `mostFields`.
  var fields: [Field] = []
  /// Seconds after which to try again; nil if it is not a matter of time.
  var retryAfter_seconds: Int?
  /// The methods that the address knows, for 405.
  var allowed: [HTTPRequest.Method] = []

  /// The most fields that an answer of the API names, and the most characters of a pointer and of what it says: what the document promises.
  static let (mostFields, pointer_characters, detail_characters) = (100, 1000, 2000)

  /// There is nothing here, or nothing that the caller may know of.
  static let notFound = Failure(
    status: .notFound, code: "not_found", title: Bilingual(zh: "没有找到", en: "Not found"),
    detail: Bilingual(
      zh: "没有这个页面，或者您无权查看。请检查网址，或从首页重新查找。",
      en: "There is no such page, or you may not see it. Check the address, or start again from the home page."))

  /// The caller may not do this.
  static let forbidden = Failure(
    status: .forbidden, code: "forbidden", title: Bilingual(zh: "无权办理", en: "Not allowed"),
    detail: Bilingual(
      zh: "您的账号无权办理此事项。如需办理，请联系本单位的管理员。",
      en: "Your account may not do this. If you need to, ask the administrator of your unit."))

  /// A business refusal with its stable code; 422 unless another status says it better.
  static func refused(
    _ code: String, zh: String, en: String, status: HTTPResponse.Status = .unprocessableContent, fields: [Field] = []
  ) -> Failure {
    Failure(
      status: status, code: code, title: Bilingual(zh: "未能办理", en: "Not done"), detail: Bilingual(zh: zh, en: en), fields: fields)
  }
}
