import Casework
import Paper
import Policy
import Service
import Values

/// The decision letter of a case whose sum an objection lowered, or that was refused over one. It takes the place of the letter before it
/// and says what was found, never who objected.
struct SettledLetter {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func document(
    _ state: CaseState, before: Money?, isRefused: Bool, _ finding: Objection.Finding, _ issued: IssuedPaper
  ) -> PaperDocument {
    let language = request.language
    let words = CaseWords(desk, request)
    let maker = PaperAnswer(desk, request)
    let procedure = desk.book.procedure(state.procedure)
    let office = finding.level == .city ? procedure?.cityOffice.name[language] ?? "" : words.office(state.office)
    let measure = words.measure(state.measure)
    let (old, new) = ((before ?? .zero).shown(language), (state.granted ?? .zero).shown(language))
    var facts = [
      (request.t("parts.case"), state.id), (request.t("papers.applicant"), state.enterpriseName),
      (request.t("papers.credit_code"), state.enterprise), (request.t("parts.measure"), measure),
      (request.t("notices.source"), words.citation(state.measure)),
      (request.t("papers.found_on"), office + " · " + finding.day.shown(language)), (request.t("papers.granted_before"), old),
    ]
    if !isRefused { facts.append((request.t("papers.granted_now"), new)) }
    let blocks: [Block] =
      [
        .paragraph(request.t("papers.dear", ["name": state.enterpriseName])),
        .paragraph(
          isRefused
            ? request.t("papers.settled_refused", ["measure": measure])
            : request.t("papers.settled_lowered", ["measure": measure, "before": old, "sum": new])),
        .facts(facts.map { (label: $0.0, value: $0.1) }), .heading(request.t("papers.reasons"), level: 1), .paragraph(finding.reason),
        .heading(request.t("papers.next"), level: 1),
        .paragraph(request.t(isRefused ? "papers.next_refused" : "papers.next_settled")),
        .paragraph(request.t("papers.replaces")), .heading(request.t("papers.remedy"), level: 1),
        .paragraph(request.t("papers.remedy_text", ["office": office])),
      ] + maker.fingerprint(issued) + [.seal(lines: [office, maker.day(issued.at)])]
    return maker.document(request.t("notices.paper_decision"), issued, author: office, blocks)
  }
}
