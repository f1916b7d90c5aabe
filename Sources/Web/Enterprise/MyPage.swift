import Casework
import Policy
import Rules
import Service
import Values

/// The first page of an enterprise: drafts set apart, claims with where they stand, what can be claimed now.
struct MyPage: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) async throws -> Answer {
    guard let code = request.account.enterprise else { return .page(outside(request)) }
    let company = try await desk.accounts.company(code)
    let actor = request.account.actor
    func files(_ claims: [CaseService.OwnClaim]) -> [(file: ClaimFile, claim: CaseService.OwnClaim)] {
      claims.compactMap { claim in ClaimFile(desk, claim.state, request.voice).map { (file: $0, claim: claim) } }
    }
    let (draftPaging, paging) = (ListPaging(request, name: "drafts_cursor"), ListPaging(request))
    let draftPage = try await desk.cases.own(.drafts, after: try draftPaging.place(), limit: ListPaging.size, by: actor)
    let page = try await desk.cases.own(.handedIn, after: try paging.place(), limit: ListPaging.size, by: actor)
    let waiting = try await CaseService.Page.all {
      try await desk.cases.own(.waiting, after: $0, limit: CaseService.chunk, by: actor)
    }
    let (drafts, handedIn) = (files(draftPage.items), files(page.items))
    var calls: [String: [Call]] = [:]
    for procedure in desk.book.procedures { calls[procedure.id] = try await desk.cases.calls(of: procedure.id) }
    let words = CallText(desk: desk, say: request.voice)
    let kept = try await Kept(desk: desk).facts(of: request.account)
    let offers = ClaimOffers(desk: desk, say: request.voice).open(calls, kept)
    return .page(
      Page(
        request.t("enterprise.my_title"), template: "enterprise/my",
        [
          "company": .text(company.name),
          "drafts": .list(
            drafts.map { file, claim in
              [
                "title": .text(file.t("continue_draft", ["claim": file.title])), "path": .text(file.path), "number": .text(file.state.id),
                "saved": .optional(Moment(claim.updatedAt).map { file.t("saved_at", ["time": $0.shown(file.language)]) }),
                "call": .text(words.sentence(calls[file.procedure.id] ?? [], measure: file.measure.id)),
              ]
            }),
          "has_drafts": .flag(!drafts.isEmpty), "draft_pages": draftPaging.links(next: draftPage.next),
          "messages": .list(try await MessagesPage(desk: desk).recent(request)), "todo": .list(todo(files(waiting).map(\.file))),
          "table": CaseListing(desk, request).mine(handedIn.map(\.file)).table(request.language, isHeaded: true),
          "files": handedIn.isEmpty ? .absent : Parts.files("/my", Query(), request), "pages": paging.links(next: page.next),
          "calls": .list(openCalls(calls, words)), "offers": .list(offers.map { offer($0, request.voice) }),
          "has_offers": .flag(!offers.isEmpty),
          "has_kept": .flag(!kept.isEmpty),
        ]))
  }

  /// Somebody who left their team.
  private func outside(_ request: WebRequest) -> Page {
    Page(request.t("enterprise.my_title"), template: "enterprise/outside", [:])
  }

  /// What waits for the enterprise, over all claims.
  private func todo(_ files: [ClaimFile]) -> [View] {
    files.flatMap { file -> [View] in
      var texts: [(String, String)] = []
      if file.isCorrecting { texts.append((file.t("todo_correct"), "/correction")) }
      if file.state.phase == .returned { texts.append((file.t("todo_account"), "/bank")) }
      if file.state.step != nil, let promise = file.state.promises.first(where: { $0.keptOn == nil }) {
        let paper = file.procedure.papers.first { $0.id == promise.paper }?.title[file.language] ?? promise.paper
        texts.append((file.t("todo_promise", ["paper": paper]), ""))
      }
      return texts.map { title, path in
        Components.notice(
          title, file.title, tone: .attention, links: [Components.Link(file.t("todo_go", ["number": file.state.id]), file.path + path)])
      }
    }
  }

  private func openCalls(_ calls: [String: [Call]], _ words: CallText) -> [View] {
    let today = desk.today
    return desk.book.procedures.flatMap { calls[$0.id] ?? [] }.filter { $0.opens <= today && today <= $0.closes }.map {
      ["title": .text($0.title), "deadline": .text(words.deadline($0))]
    }
  }

  private func offer(_ offer: ClaimOffers.Offer, _ say: Voice) -> View {
    let clause = desk.book.clause(of: offer.measure)
    return [
      "title": .text(clause.title[say.language]), "path": .text("/my/new/" + PercentCoding.encode(offer.measure.id)),
      "verdict": .text(SumText.verdict(offer.decision, say)), "tag": SumText.tag(offer.decision.outcome, say),
      "citation": .text(desk.book.citation(of: clause)),
    ]
  }
}

/// What can be claimed now: the measures of open calls, those that the kept facts speak for first.
struct ClaimOffers: Sendable {
  let desk: Desk
  let say: Voice

  /// A measure with what the rules say of it as far as the enterprise is known.
  struct Offer: Sendable {
    let measure: Measure
    let decision: Decision
  }

  func open(_ calls: [String: [Call]], _ kept: [String: String]) -> [Offer] {
    let today = desk.today
    let ids = desk.book.procedures.flatMap { procedure in
      procedure.measures.filter { id in (calls[procedure.id] ?? []).contains { $0.takes(id, on: today) } }
    }
    let measures = ids.compactMap(desk.book.measure)
    let stated = ClaimFacts.values(kept, desk.book)
    let decisions = desk.cases.answerers.with { $0.match(measures, stated: stated, asOf: today) }
    func rank(_ decision: Decision) -> Int { decision.outcome == .eligible ? 0 : decision.outcome == .undetermined ? 1 : 2 }
    return zip(measures, decisions).map { Offer(measure: $0, decision: $1) }.enumerated()
      .sorted { a, b in (rank(a.element.decision), a.offset) < (rank(b.element.decision), b.offset) }.map(\.element)
  }
}
