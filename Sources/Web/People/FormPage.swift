import Service
import Values

/// A page that holds one form: what it is for, the fields, the button, the way back.
struct FormPage {
  let title: String
  /// Sentences above the form.
  var lead: [String] = []
  /// Parts above the form.
  var above: [View] = []
  /// Where the form is sent; nil for the page's own address.
  var action: String?
  var fields: [View]
  /// What goes along unseen.
  var hidden: [View] = []
  let submit: View
  var cancel: Components.Link?
  /// Links below the form.
  var links: [Components.Link] = []
  var crumbs: [Page.Crumb] = []
  var problems: [FieldProblem] = []

  /// The page.
  var page: Page {
    Page(
      title, template: "people/form",
      [
        "form_title": .text(title), "lead": .list(lead.map { .text($0) }), "above": .list(above), "action": .optional(action),
        "fields": .list(fields), "hidden": .list(hidden), "submit": submit, "cancel": cancel?.view ?? .absent,
        "links": .list(links.map(\.view)),
      ], crumbs: crumbs, problems: problems, isCacheable: false)
  }
}

extension FormReader {
  /// Reports a refusal: what it says of single values at their fields, anything else at `field`.
  ///
  /// - Parameter fields: by pointer (`/password`): the form's name of it, where it isn't the last part of the pointer.
  mutating func report(_ refusal: Refusal, at field: String, fields: [String: String] = [:]) {
    if refusal.details.isEmpty { return report(field, Failure(refusal)) }
    for detail in refusal.details {
      let pointer = detail.pointer ?? ""
      let name = fields[pointer] ?? pointer.split(separator: "/").last.map(String.init) ?? field
      report(
        name,
        Failure(
          status: .unprocessableContent, code: detail.code, title: Failure(refusal).title, detail: detail.message))
    }
  }
}

/// Addresses inside the service that came from outside.
enum OwnPath {
  /// The path if it leads nowhere else; nil otherwise.
  static func safe(_ path: String?) -> String? {
    guard let path, path.utf8.count <= 2000, path.hasPrefix("/"), !path.hasPrefix("//"),
      path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !path.contains("\\")
    else { return nil }
    return path
  }
}

extension Moment {
  /// The day and the time of day in China.
  func shown(_ language: Language) -> String { day.shown(language) + (language == .zh ? " " : ", ") + clockText }
}
