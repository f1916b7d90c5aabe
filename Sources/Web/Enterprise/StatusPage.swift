import Casework
import Policy
import Service
import Values

/// The page of a claim that was handed in: where it stands, who has it, until when, what its enterprise can do, what happened.
struct StatusPage: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    if file.isDraft { return try await TaskListPage(desk: desk).show(request, file) }
    let state = file.state
    let actor = request.account.actor
    let road = ClaimRoad(file: file)
    let timeline = try await desk.cases.timeline(case: state.id, by: actor)
    let members = try await desk.accounts.members(of: state.enterprise)
    let isOwner = members.contains { $0.id == actor.account && $0.memberRole == .owner }
    let names = Dictionary(members.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    let links = actions(file, isOwner: isOwner, request)
    var rows = [
      Components.Row(file.t("row_claim"), file.title), Components.Row(file.t("row_number"), state.id),
      Components.Row(file.t("receipt_number"), state.receipt?.number),
    ]
    if let holder = road.holder { rows.append(Components.Row(file.t("row_holder"), holder)) }
    if !state.disputes.isEmpty { rows.append(Components.Row(file.t("row_dispute"), file.t("disputed"))) }
    return .page(
      Page(
        file.title, template: "enterprise/status",
        [
          "case_title": .text(file.title), "place": Components.tag(road.place, road.tone), "summary": Components.summary(rows),
          "days": road.days, "expectation": .optional(road.expectation), "basis": .optional(road.basis), "contact": .optional(road.contact),
          "todo": .list(try await MessagesPage(desk: desk).recent(file, request) + todo(file)),
          "actions": .list(links.map(\.view)), "has_actions": .flag(!links.isEmpty),
          "steps": .list(road.steps), "decision": try await decision(file, actor), "messages": .list(messages(file)),
          "has_messages": .flag(!messages(file).isEmpty),
          "history": Components.timeline(ClaimHistory(file: file).events(timeline, names: names)),
          "missed": .optional(try await missed(file, timeline.map(\.event), request.voice)),
        ], crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my")]))
  }

  /// Of a draft that missed its call: when that closed, and when claims are taken again. Nil for all others.
  private func missed(_ file: ClaimFile, _ events: [CaseEvent], _ say: Voice) async throws -> String? {
    guard file.state.position == .ended(.missed) else { return nil }
    let calls = try await desk.cases.calls(of: file.state.procedure)
    let closed = events.lazy.compactMap { event in if case .missed(let id) = event { calls.first { $0.id == id } } else { nil } }.first
    let lead = file.t("missed_lead", ["date": closed?.closes.shown(file.language) ?? ""])
    return lead + (file.language == .zh ? "" : " ") + CallText(desk: desk, say: say).again(calls, measure: file.measure.id)
  }

  // MARK: What one can do

  /// What waits for the enterprise.
  private func todo(_ file: ClaimFile) -> [View] {
    var todo: [View] = []
    if file.isCorrecting {
      var text = file.t("todo_correct_text")
      if let asked = file.state.correction?.askedOn, let rule = file.road.step?.correction,
        let end = rule.period(from: asked, desk.book.calendar)
      {
        text +=
          desk.today <= end.date
          ? Shown.left(on: desk.today, until: end.date, desk.book.calendar, file.say.words, file.language)
          : file.t("correction_late", ["date": end.date.shown(file.language)])
      }
      todo.append(
        Components.notice(
          file.t("todo_correct"), text, tone: .attention, links: [Components.Link(file.t("correction_go"), file.path + "/correction")]))
    }
    for promise in file.state.promises where promise.keptOn == nil && file.state.step != nil {
      let title = file.procedure.papers.first { $0.id == promise.paper }?.title[file.language] ?? promise.paper
      todo.append(
        Components.notice(
          file.t("todo_promise", ["paper": title]), file.t("promise_due", ["date": promise.due.shown(file.language)]), tone: .attention,
          links: [Components.Link(file.t("promise_go"), file.path + "/promises/" + PercentCoding.encode(promise.paper))]))
    }
    if file.state.phase == .returned {
      todo.append(
        Components.notice(
          file.t("todo_account"), file.state.bankReturn.map { file.t("bank_said", ["reason": $0]) }, tone: .attention,
          links: [Components.Link(file.t("account_go"), file.path + "/bank")]))
    }
    if let recovery = file.state.recovery, recovery.received < recovery.demanded {
      let left = Money(minor: recovery.demanded.minor - recovery.received.minor)
      todo.append(
        Components.notice(file.t("todo_recovery", ["sum": left.shown(file.language)]), recovery.finding, tone: .bad))
    }
    return todo
  }

  private func actions(_ file: ClaimFile, isOwner: Bool, _ request: WebRequest) -> [Components.Link] {
    var links: [Components.Link] = []
    let receipts = ClaimReceipts(file.state)
    for receipt in receipts.all {
      let time = Moment(receipt.at)?.shown(file.language) ?? receipt.at
      let title = receipt == file.state.receipt ? file.t("see_receipt") : file.t("see_receipt_corrected", ["time": time])
      links.append(Components.Link(title, receipts.path(receipt)))
    }
    if let letter = CasePaper.letterLink(file.state, request) { links.append(letter) }
    links.append(Components.Link(file.t("see_content"), file.path + "/content"))
    if file.state.receipt != nil { links.append(Components.Link(file.t("see_readings"), "/my/readings/" + file.state.id)) }
    if isOwner, AccountChange.isPossible(file) { links.append(Components.Link(file.t("account_title"), file.path + "/bank")) }
    if isOwner, Withdrawing.isPossible(file) { links.append(Components.Link(file.t("withdraw"), file.path + "/withdraw")) }
    if case .ended = file.state.position {
      links.append(Components.Link(file.t("claim_again"), "/my/new/" + PercentCoding.encode(file.measure.id)))
    }
    return links
  }

  // MARK: What was decided

  /// The computed decision with its reasons, and what reviewers granted.
  private func decision(_ file: ClaimFile, _ actor: Actor) async throws -> View {
    guard let decision = file.state.decision else { return .absent }
    let language = file.language
    // From the record: what was changed since, or would be decided today, is no part of what was decided.
    let assessment = try await desk.cases.assessment(case: file.state.id, by: actor)
    let sentences = Sentences(desk.book, language)
    var rows = [Components.Row(file.t("decision_outcome"), file.t("outcome_" + decision.outcome))]
    if let amount = decision.amount {
      rows.append(Components.Row(file.t(decision.isCeiling ? "decision_ceiling" : "decision_amount"), amount.shown(language)))
    }
    if let granted = file.state.granted {
      let last = file.state.reviews.last { $0.granted == granted }
      let reason = last?.reason.flatMap { code in file.procedure.reasons.first { $0.code == code }?.text[language] }
      rows.append(Components.Row(file.t("decision_granted"), granted.shown(language), note: reason))
    }
    if file.state.paid.minor > 0 { rows.append(Components.Row(file.t("decision_paid"), file.state.paid.shown(language))) }
    rows.append(Components.Row(file.t("decision_day"), decision.asOf.shown(language)))
    let reasons = (assessment.reasons?.explanation.requirements ?? []).map { step -> View in
      [
        "text": .text(sentences.condition(step.requirement.node)), "article": .text(step.requirement.article),
        "holds": .text(step.holds.map { file.t($0 ? "holds" : "holds_not") } ?? file.t("holds_open")),
        "tone": .text((step.holds == true ? Components.Tone.good : .attention).rawValue),
      ]
    }
    return [
      "rows": Components.summary(rows), "reasons": .list(reasons), "count": .text(file.t("reasons_count", ["n": String(reasons.count)])),
      "has_reasons": .flag(!reasons.isEmpty), "changed": assessment.isReproduced ? .absent : .text(file.t("reasons_other_rules")),
    ]
  }

  /// What reviewers wrote, latest first.
  private func messages(_ file: ClaimFile) -> [View] {
    file.state.reviews.reversed().compactMap { review in
      let reason = review.reason.flatMap { code in file.procedure.reasons.first { $0.code == code }?.text[file.language] }
      let text = [reason, review.note].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: file.language == .zh ? "。" : ". ")
      // A case sent back between offices is not the enterprise's affair.
      guard !text.isEmpty, review.outcome != .sendBack else { return nil }
      let step = file.procedure.step(review.step)?.title[file.language] ?? ""
      return [
        "title": .text(file.t("review_" + review.outcome.rawValue, ["step": step])), "day": .text(review.day.shown(file.language)),
        "text": .text(text),
      ]
    }
  }

  // MARK: What was handed in

  func content(_ request: WebRequest) async throws -> Answer {
    let open = try await ClaimFile.open(desk, request)
    let events = try await desk.cases.timeline(case: open.state.id, by: request.account.actor).map(\.event)
    guard let state = CaseState.handedIn(events), let file = ClaimFile(desk, state, request.voice) else { throw Failure.notFound }
    let summary = ClaimSummary(file: file)
    var sections: [View] = file.facts.groups.map {
      ["title": .text(ClaimTasks.title($0, file.say)), "rows": Components.summary(summary.rows($0.facts, change: nil))]
    }
    let particulars = summary.particulars(change: nil)
    if !particulars.isEmpty { sections.append(["title": .text(file.t("task_particulars")), "rows": Components.summary(particulars)]) }
    sections.append(["title": .text(file.t("task_bank")), "rows": Components.summary(summary.bank(change: nil))])
    let papers = file.state.content.papers.map { paper -> View in
      [
        "name": .text(paper.name), "path": .text(file.path + "/files/" + paper.sha256),
        "kind": .text(file.procedure.papers.first { $0.id == paper.kind }?.title[file.language] ?? paper.kind),
        "about": .text(PaperPages.about(paper)),
      ]
    }
    return .page(
      Page(
        file.t("content_title"), template: "enterprise/content",
        ["sections": .list(sections), "vouchers": summary.vouchers, "papers": .list(papers), "has_papers": .flag(!papers.isEmpty)],
        crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my"), Page.Crumb(title: file.state.id, path: file.path)]))
  }
}

extension ClaimFile {
  /// Where it stands.
  var road: ClaimRoad { ClaimRoad(file: self) }
}
