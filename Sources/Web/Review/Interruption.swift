import Casework
import Service

/// The page before an act that can't be undone: what will happen, to how many, for how much; then the button that does it and the way back.
struct Interruption: Sendable {
  let title: String
  /// What will happen, a sentence each.
  let consequences: [String]
  /// What the button says: what it does.
  let button: String
  /// Where the form goes; what was chosen goes along unseen.
  let action: String
  let fields: [(name: String, value: String)]
  let back: Components.Link

  /// The page. It brings a new key, so that pressing twice acts once.
  func page(crumbs: [Page.Crumb]) -> Page {
    let chosen = fields.filter { !["once", "csrf", "step"].contains($0.name) }.map { ($0.name, $0.value) }
    return Components.interruption(
      title, consequences: consequences, button: button, action: action, hidden: chosen + [("step", "confirm"), FormOnce.field()],
      back: back, crumbs: crumbs)
  }
}

extension WebRequest {
  /// Which of the pages of an act a form comes from: `choose`, `preview`, `confirm`.
  var formStep: String { form["step"] ?? "" }

  /// The hidden fields of a form that acts: its key, and the version of what it acts on.
  static func actFields(version: Int64? = nil) -> [View] {
    let key = FormOnce.field()
    let form = FormView()
    return [form.hidden(key.name, key.value)] + (version.map { [form.hidden("version", String($0))] } ?? [])
  }

  /// The version that a form brought.
  var formVersion: Int64? { form["version"].flatMap { Int64($0) } }
}

extension Refusal {
  /// The refusal as a problem of a field; what isn't there is not explained on a form.
  func problem(_ field: String, _ request: WebRequest) throws -> FieldProblem {
    if status == .notFound || status == .unauthenticated { throw self }
    // People press buttons and know nothing of keys.
    let text = code == "idempotency.other_body" ? request.t("review.sent_already") : message[request.language]
    return FieldProblem(field: field, code: code, message: text)
  }
}
