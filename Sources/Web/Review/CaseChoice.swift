import Casework
import Service
import Values

/// Cases to choose from, for acts on several at once: plan, notice, budget, report.
struct CaseChoice: Sendable {
  /// The most that one page offers.
  static let limit = 500

  let legend: String
  let cases: [CaseService.Summary]
  /// The ids that are ticked.
  let chosen: Set<String>
  /// A remark on a case, such as why it has to wait.
  var notes: [String: String] = [:]
  /// The problem of the choice, if there is one.
  var problem: String?
  let say: DeskVoice
  /// The procedure that the choice is about.
  var procedure: String?

  /// The page again, for the same procedure.
  private func address(_ pairs: [(name: String, value: String)]) -> String {
    "?" + Query((procedure.map { [("procedure", $0)] } ?? []) + pairs).text
  }

  /// The fieldset as a part.
  var view: View {
    let rows = cases.enumerated().map { index, summary -> View in
      [
        "id": .text("case-\(index + 1)"), "case": .text(summary.id), "path": .text(CasePage.path(summary.id)),
        "enterprise": .text(summary.enterpriseName), "measure": .text(say.measure(summary.measure)),
        "office": .text(say.office(summary.office)), "sum": .text(say.sum(summary.granted ?? summary.amount)),
        "note": .optional(notes[summary.id]), "is_chosen": .flag(chosen.contains(summary.id)),
      ]
    }
    let total = cases.reduce(Money.zero) { $0.adding($1.granted ?? $1.amount ?? .zero) ?? $0 }
    return .part(
      "review/choice",
      [
        "legend": .text(legend), "rows": .list(rows), "has_rows": .flag(!cases.isEmpty), "error": .optional(problem),
        "all": .text(address([("all", "1")])), "none": .text(address([])),
        "total": .text(say("total_of", ["n": String(cases.count), "sum": say.bothSums(total)])),
      ])
  }

  /// The ids that a form brought, each once, in order.
  static func ids(_ request: WebRequest) -> [String] { Array(Set(request.form.all("case"))).sorted() }

  /// The cases that wait at a step of a procedure and that the caller may see. Steps of two procedures may have one name.
  static func cases(
    at step: Procedure.Step, of procedure: Procedure, _ desk: Desk, _ request: WebRequest
  ) async throws -> (cases: [CaseService.Summary], isCut: Bool) {
    var filter = CaseService.Filter()
    filter.places = [step.id + "/" + CaseState.Phase.open.rawValue]
    let page = try await desk.cases.list(filter, limit: limit, by: request.account.actor)
    return (page.items.filter { $0.procedure == procedure.id }.sorted { $0.id < $1.id }, page.next != nil)
  }

  /// What is ticked when the page is first shown: all with `?all=1`, one with `?case=…`.
  static func initial(_ request: WebRequest, _ cases: [CaseService.Summary]) -> Set<String> {
    if request.method == .post { return Set(request.form.all("case")) }
    return request.query["all"] == "1" ? Set(cases.map(\.id)) : Set(request.query.all("case"))
  }
}
