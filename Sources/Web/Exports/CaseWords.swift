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
  func office(_ id: String?) -> String { id.map { desk.book.officeName($0, language) } ?? "" }

  /// The title of a scheme: that of the document it carries out.
  func scheme(_ id: String) -> String {
    guard let procedure = desk.book.procedures.first(where: { $0.fund == id }) else { return id }
    let document = desk.book.documents.first { $0.id == procedure.document }
    return document?.number ?? document?.title[language] ?? id
  }

  /// Where a case stands: `draft`, `step/phase` or an ending, in words.
  func place(_ place: String, _ procedure: String) -> String {
    PlaceWords.text(place, desk.book.procedure(procedure), request.words, language)
  }

  /// A field of a notice: the applicant's name, or a particular of the procedure.
  func field(_ name: String, _ procedure: String) -> String {
    if name == Procedure.MaskedField.applicantName { return request.t("parts.enterprise") }
    return desk.book.procedure(procedure)?.particulars.first { $0.id == name }?.label[language] ?? name
  }

  /// Who acted, by the name others see.
  func names(of ids: some Sequence<String>) async -> [String: String] {
    let people = await PeopleNames(ids, desk.accounts)
    return Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, people($0, request.words, language)) })
  }

  /// The role under which the log keeps an act; the clock and the public have none.
  func role(_ name: String, of actor: String) -> String {
    if actor == "clock" || actor == "public" { return "" }
    return Role(rawValue: name)?.label[language] ?? name
  }

  /// A moment of the log in Chinese time.
  func time(_ text: String) -> String { Moment(text)?.shown(language) ?? text }
}

extension Procedure {
  /// The place of cases at the steps of a kind: `payment/open`.
  func places(_ kind: Step.Kind, _ phase: CaseState.Phase) -> [String] {
    steps.filter { $0.kind == kind }.map { $0.id + "/" + phase.rawValue }
  }
}
