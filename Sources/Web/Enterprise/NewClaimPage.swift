import Casework
import Policy
import Service
import Values

/// Before a draft: what it is about, what it takes, until when. A draft that exists is offered first, so that there never are two by chance.
struct NewClaimPage: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) async throws -> Answer {
    let (measure, procedure) = try find(request)
    let say = request.voice
    let language = request.language
    let clause = desk.book.clause(of: measure)
    let calls = try await desk.cases.calls(of: procedure.id)
    let drafts = try await drafts(measure, request)
    let decision = desk.cases.answerers.with {
      $0.match([measure], stated: ClaimFacts.values([:], desk.book), asOf: desk.today)
    }.first
    return .page(
      Page(
        clause.title[language], template: "enterprise/new",
        [
          "claim_title": .text(clause.title[language]), "citation": .text(desk.book.citation(of: clause)),
          "sum": .optional(desk.content.glance(measure.id).map { SumText.glance($0, say) } ?? decision.map { SumText.verdict($0, say) }),
          "call": .text(CallText(desk: desk, say: say).sentence(calls, measure: measure.id)),
          "rule_path": .text(PublicContent.path(of: clause)),
          "papers": .list(
            procedure.papers(for: measure.id).map { paper in
              [
                "title": .text(paper.title[language]), "help": .optional(paper.help?[language]),
                "later": .optional(paper.isDeferrable ? request.t("enterprise.paper_deferrable") : nil),
              ]
            }),
          "drafts": .list(
            drafts.map { draft in
              let places = ["number": draft.state.id, "time": Moment(draft.updatedAt)?.shown(language) ?? draft.updatedAt]
              return ["title": .text(request.t("enterprise.continue_number", places)), "path": .text("/my/cases/" + draft.state.id)]
            }),
          "has_drafts": .flag(!drafts.isEmpty), "key": FormOnce.view,
        ], crumbs: [Page.Crumb(title: request.t("enterprise.my_title"), path: "/my")]))
  }

  func begin(_ request: WebRequest) async throws -> Answer {
    let (measure, procedure) = try find(request)
    guard let code = request.account.enterprise else { return .seeOther("/my") }
    let company = try await desk.accounts.company(code)
    let facts = ClaimFacts(measure, procedure, desk.book)
    let kept = try await Kept(desk: desk).facts(of: request.account)
    let needed = Set(facts.groups.filter(\.isCompany).flatMap(\.facts).map(facts.name))
    let state = try await desk.cases.draft(
      measure: measure.id, enterpriseName: company.name, content: Content(facts: kept.filter { needed.contains($0.key) }),
      by: request.account.actor,
      once: FormOnce.once(request), evenIfOneExists: request.form["another"] == "yes")
    return .seeOther("/my/cases/" + state.id)
  }

  private func find(_ request: WebRequest) throws -> (Measure, Procedure) {
    guard let measure = desk.book.measure(request["measure"]), let procedure = desk.book.procedure(for: measure.id) else {
      throw Failure.notFound
    }
    return (measure, procedure)
  }

  private func drafts(_ measure: Measure, _ request: WebRequest) async throws -> [CaseService.OwnClaim] {
    guard request.account.enterprise != nil else { return [] }
    let actor = request.account.actor
    return try await CaseService.Page.all { try await desk.cases.own(.drafts, after: $0, limit: CaseService.chunk, by: actor) }
      .filter { $0.state.measure == measure.id }
  }
}
