import Casework
import Policy
import Service
import Values

/// Names of things around cases as people read them.
struct CaseWords: Sendable {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private var language: Language { request.language }

  /// The title of a measure.
  func measure(_ id: String) -> String { desk.book.clause(id)?.title[language] ?? id }

  /// Number and article of a measure.
  func citation(_ id: String) -> String { desk.book.clause(id).map { desk.book.citation(of: $0) } ?? id }

  /// The name of an office; of none, nothing.
  func office(_ id: String?) -> String {
    guard let id else { return "" }
    for procedure in desk.book.procedures {
      if procedure.cityOffice.id == id { return procedure.cityOffice.name[language] }
      if let office = procedure.routing.offices.values.first(where: { $0.id == id }) { return office.name[language] }
    }
    return id
  }

  /// The title of a scheme: that of the document it carries out.
  func scheme(_ id: String) -> String {
    guard let procedure = desk.book.procedures.first(where: { $0.fund == id }) else { return id }
    let document = desk.book.documents.first { $0.id == procedure.document }
    return document?.number ?? document?.title[language] ?? id
  }

  /// Where a case stands: `draft`, `step/phase` or an ending, in words.
  func place(_ place: String, _ procedure: String) -> String {
    let parts = place.split(separator: "/").map(String.init)
    guard parts.count == 2, let step = desk.book.procedure(procedure)?.step(parts[0]), CaseState.Phase(rawValue: parts[1]) != nil else {
      let key = "parts.place_" + place
      return request.words.contains(key) ? request.t(key) : place
    }
    return request.t("parts.phase_" + parts[1], ["step": step.title[language]])
  }

  /// A field of a notice: the applicant's name, or a particular of the procedure.
  func field(_ name: String, _ procedure: String) -> String {
    if name == Procedure.MaskedField.applicantName { return request.t("parts.enterprise") }
    return desk.book.procedure(procedure)?.particulars.first { $0.id == name }?.label[language] ?? name
  }

  /// Who acted, by the name others see.
  func names(of ids: some Sequence<String>) async -> [String: String] {
    var names = ["clock": request.t("parts.by_clock"), "public": request.t("parts.by_public")]
    for id in Set(ids) where names[id] == nil { names[id] = try? await desk.accounts.account(id).name }
    return names
  }

  /// The role under which the log keeps an act; the clock and the public have none.
  func role(_ name: String, of actor: String) -> String {
    if actor == "clock" || actor == "public" { return "" }
    return Role(rawValue: name)?.label[language] ?? name
  }

  /// A moment of the log in Chinese time.
  func time(_ text: String) -> String {
    guard let moment = Moment(text) else { return text }
    return moment.day.shown(language) + " " + moment.clockText
  }
}

extension Procedure {
  /// The place of cases at the steps of a kind: `payment/open`.
  func places(_ kind: Step.Kind, _ phase: CaseState.Phase) -> [String] {
    steps.filter { $0.kind == kind }.map { $0.id + "/" + phase.rawValue }
  }
}
