import Casework
import FundLedger
import Service
import Values

/// Everything that happened to one case: who, when, by which rules, what it was before and after; money, decisions, and who looked.
struct OversightCase {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private var words: CaseWords { CaseWords(desk, request) }

  func page() async throws -> Page {
    let id = request["id"]
    let actor = request.account.actor
    let language = request.language
    // Looking is an act of its own, kept before anything is shown.
    let look = try await desk.cases.look(case: id, by: actor)
    let state = look.state
    let timeline = try await desk.cases.timeline(look)
    let entries = try await desk.cases.entries(look, limit: 500).items
    let readings = try await desk.cases.readings(case: id, by: actor)
    let names = await words.names(of: timeline.map(\.actor) + readings.map(\.account) + entries.map(\.actor))
    var parts: [View] = [
      Components.summary([
        .init(request.t("parts.enterprise"), state.enterpriseName), .init(request.t("papers.credit_code"), state.enterprise),
        .init(request.t("parts.measure"), words.measure(state.measure)), .init(request.t("notices.source"), words.citation(state.measure)),
        .init(request.t("parts.office"), words.office(state.office)), .init(request.t("parts.place"), place(state)),
        .init(request.t("papers.granted"), state.granted?.shown(language) ?? request.t("oversight.not_granted")),
        .init(request.t("notices.paid_word"), state.paid.shown(language)),
      ])
    ]
    let links = [
      state.notice.map { Components.Link(request.t("notices.see_notice"), "/notices/" + $0) }, CasePaper.letterLink(state, request),
    ].compactMap(\.self)
    if !links.isEmpty { parts.append(Parts.links(links)) }
    parts.append(Parts.heading(request.t("oversight.timeline")))
    parts.append(acts(timeline, names))
    parts.append(Parts.heading(request.t("oversight.decisions")))
    parts.append(decisions(timeline))
    parts.append(Parts.heading(request.t("oversight.money")))
    parts.append(money(entries, names))
    parts.append(Parts.heading(request.t("oversight.readings")))
    parts.append(
      Listing(
        name: request.t("oversight.readings"),
        columns: [.words(request.t("parts.time")), .words(request.t("parts.who")), .words(request.t("parts.role"))],
        rows: readings.map {
          [.text(words.time($0.at)), .text(names[$0.account] ?? $0.account), .text(words.role($0.role, of: $0.account))]
        },
        empty: request.t("oversight.nobody_looked")
      ).table(language, isHeaded: true))
    return Parts.page(
      request.t("oversight.case_title", ["id": id]), crumbs: [.init(title: request.t("oversight.title"), path: "/oversight")], isWide: true,
      parts)
  }

  private func place(_ state: CaseState) -> String { words.place(state.place, state.procedure) }

  private func acts(_ timeline: [CaseService.TimelineEntry], _ names: [String: String]) -> View {
    var state: CaseState?
    var packages: String?
    var rows: [[Listing.Cell]] = []
    for entry in timeline {
      let after = CaseState.evolve(state, entry.event)
      // An act is under the rules of the latest decision.
      packages = Self.decision(entry.event)?.packagesSHA256 ?? packages
      rows.append([
        .count(Int(entry.seq)), .text(words.time(entry.at)), .text(LogWords.act(entry.event.type, request)),
        .text(names[entry.actor] ?? entry.actor), .text(words.role(entry.role, of: entry.actor)), .text(state.map(told) ?? ""),
        .text(told(after)),
        .text(changes(state, after)), .text(packages.map { String($0.prefix(12)) } ?? ""), .text(String(entry.hash.prefix(12))),
      ])
      state = after
    }
    return Listing(
      name: request.t("oversight.timeline"),
      columns: [
        .figures(request.t("oversight.seq")), .words(request.t("parts.time")), .words(request.t("oversight.what")),
        .words(request.t("parts.who")),
        .words(request.t("parts.role")), .words(request.t("oversight.before")), .words(request.t("oversight.after")),
        .words(request.t("oversight.changed")), .words(request.t("oversight.rules")), .words(request.t("oversight.hash")),
      ], rows: rows
    ).table(request.language, isHeaded: true)
  }

  /// Where the case stands, with the sum, in words.
  private func told(_ state: CaseState) -> String {
    [place(state), state.granted?.shown(request.language)].compactMap(\.self).joined(separator: request.language == .zh ? "，" : ", ")
  }

  /// What else an act changed.
  private func changes(_ before: CaseState?, _ after: CaseState) -> String {
    guard let before else { return "" }
    var parts = after.content.fields(differingFrom: before.content).sorted().map { field($0, after) }
    if let review = after.reviews.last, after.reviews.count > before.reviews.count {
      let reason = review.reason.map { code in
        desk.book.procedure(after.procedure)?.reasons.first { $0.code == code }?.text[request.language] ?? code
      }
      parts += [reason, review.note].compactMap(\.self).filter { !$0.isEmpty }
    }
    if before.budgetYear != after.budgetYear, let year = after.budgetYear {
      parts.append(request.t("oversight.budget_year", ["year": String(year)]))
    }
    if before.content.bank != after.content.bank, let old = before.content.bank, let new = after.content.bank {
      parts.append(old.masked + " → " + new.masked)
    }
    if before.batch != after.batch, let batch = after.batch { parts.append(batch) }
    if let reason = after.bankReturn, before.bankReturn != reason { parts.append(reason) }
    if let recovery = after.recovery, before.recovery != recovery {
      parts.append(
        request.t(
          "oversight.recovery",
          ["demanded": recovery.demanded.shown(request.language), "received": recovery.received.shown(request.language)]))
    }
    return parts.joined(separator: request.language == .zh ? "；" : "; ")
  }

  private func field(_ name: String, _ state: CaseState) -> String {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    let procedure = desk.book.procedure(state.procedure)
    switch (parts.first, parts.last) {
    case ("fact", let fact?): return desk.book.program.schema.fact(named: fact).map { desk.book.facts[$0].label[request.language] } ?? fact
    case ("particular", let id?): return procedure?.particulars.first { $0.id == id }?.label[request.language] ?? id
    case ("paper", let id?): return procedure?.papers.first { $0.id == id }?.title[request.language] ?? id
    default: return request.t("oversight.field_" + name)
    }
  }

  /// The decision that an act rests on.
  private static func decision(_ event: CaseEvent) -> RecordedDecision? {
    switch event {
    case .submitted(_, _, _, let decision, _, _), .corrected(_, _, let decision, _), .accepted(_, let decision, _, _, _): decision
    default: nil
    }
  }

  private func decisions(_ timeline: [CaseService.TimelineEntry]) -> View {
    let id = PercentCoding.encode(request["id"])
    return Listing(
      name: request.t("oversight.decisions"),
      columns: [
        .words(request.t("oversight.as_of")), .words(request.t("oversight.what")), .words(request.t("oversight.outcome")),
        .figures(request.t("parts.sum")), .words(request.t("oversight.rules")), .words(request.t("oversight.record")),
      ],
      rows: timeline.compactMap { entry in
        guard let decision = Self.decision(entry.event) else { return nil }
        return [
          .day(decision.asOf), .text(LogWords.act(entry.event.type, request)), .text(request.t("oversight.outcome_" + decision.outcome)),
          .optional(decision.amount), .text(String(decision.packagesSHA256.prefix(12))),
          .text(request.t("oversight.recompute"), path: "/oversight/cases/\(id)/decisions/\(decision.recordSHA256)"),
        ]
      }, empty: request.t("oversight.no_decision")
    ).table(request.language, isHeaded: true)
  }

  private func money(_ entries: [CaseService.EntryLine], _ names: [String: String]) -> View {
    Listing(
      name: request.t("oversight.money"),
      columns: [
        .words(request.t("parts.day")), .words(request.t("fund.act")), .words(request.t("fund.from")), .words(request.t("fund.to")),
        .figures(request.t("parts.sum")), .words(request.t("fund.scheme")), .words(request.t("fund.payer")),
        .words(request.t("fund.reference")), .words(request.t("parts.who")),
      ],
      rows: entries.reversed().map { entry in
        [
          .optional(entry.day), .text(request.t("fund.act_" + entry.act)), .text(request.t("fund.bucket_" + entry.credit)),
          .text(request.t("fund.bucket_" + entry.debit)), .money(entry.amount),
          .text(
            request.t("fund.fund_name", ["scheme": words.scheme(entry.fund.scheme), "year": String(entry.fund.year)]),
            path: FundBook.path(entry.fund)), .text(desk.book.payer(entry.share, of: entry.fund.scheme)[request.language]),
          .text(entry.reference), .text(names[entry.actor] ?? entry.actor),
        ]
      }, empty: request.t("oversight.no_money")
    ).table(request.language, isHeaded: true)
  }
}
