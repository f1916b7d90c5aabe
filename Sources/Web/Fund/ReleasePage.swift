import Casework
import FundLedger
import Policy
import Service
import Values

/// Releases money for budgeted cases, a budget year at a time: list, check, release.
struct ReleasePage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The cases that wait, by procedure and budget year.
  private func waiting() async throws -> [(procedure: Procedure, year: Int, cases: [CaseService.Summary])] {
    var groups: [(procedure: Procedure, year: Int, cases: [CaseService.Summary])] = []
    for procedure in desk.book.procedures {
      var filter = CaseService.Filter()
      filter.places = procedure.places(.release, .open)
      guard !filter.places.isEmpty else { continue }
      let (actor, chosen) = (request.account.actor, filter)
      let cases = try await CaseService.Page.all {
        try await desk.cases.list(chosen, after: $0, limit: CaseService.chunk, by: actor)
      }.filter { $0.procedure == procedure.id }
      for (year, cases) in Dictionary(grouping: cases, by: { $0.budgetYear ?? 0 }).sorted(by: { $0.key < $1.key }) {
        groups.append((procedure, year, cases.sorted { $0.id < $1.id }))
      }
    }
    return groups
  }

  func page(_ problem: FieldProblem? = nil, chosen: Set<String>? = nil) async throws -> Page {
    let today = desk.today
    var parts: [View] = []
    for group in try await waiting() {
      let words = CaseWords(desk, request)
      let title = request.t("fund.fund_name", ["scheme": words.scheme(group.procedure.fund), "year": String(group.year)])
      let list = MoneyList(desk, request)
      let offered = list.offered(group.cases)
      let listing = list.listing(offered.cases, name: title)
      parts.append(Parts.heading(title))
      if let cut = offered.cut { parts.append(cut) }
      if group.year > today.year {
        parts.append(Components.notice(request.t("fund.year_not_begun", ["year": String(group.year)]), tone: .attention))
        parts.append(listing.table(request.language))
      } else {
        parts.append(
          Parts.choose(
            listing, ids: offered.cases.map(\.id), chosen: chosen,
            label: { request.t("parts.choose_case", ["id": offered.cases[$0].id]) },
            button: request.t("fund.release_check"), language: request.language, hidden: [("procedure", group.procedure.id)]))
      }
    }
    if parts.isEmpty { parts.append(Parts.text(request.t("fund.nothing_to_release"))) }
    return Parts.page(
      request.t("fund.release"), lead: request.t("fund.release_lead"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      problems: problem.map { [$0] } ?? [], isWide: true, parts)
  }

  func answer() async throws -> Answer {
    let ids = request.form.all("case")
    let actor = request.account.actor
    guard let procedure = desk.book.procedure(request.form["procedure"] ?? "") else { throw Failure.notFound }
    guard !ids.isEmpty else {
      return .page(try await page(FieldProblem(field: "case", code: "selection.empty", message: request.t("fund.choose_one")), chosen: []))
    }
    if request.form["stage"] == "act" {
      do {
        let order = try await desk.cases.release(procedure: procedure.id, cases: ids, by: actor, once: FormOnce.once(request))
        return .page(done(order))
      } catch let refusal as Refusal {
        return .page(
          try await page(
            FieldProblem(field: "case", code: refusal.code, message: refusal.message[request.language]), chosen: Set(ids)))
      }
    }
    let groups = try await waiting().filter { $0.procedure.id == procedure.id }
    let cases = groups.flatMap(\.cases).filter { ids.contains($0.id) }
    guard cases.count == Set(ids).count, let year = cases.first?.budgetYear, cases.allSatisfy({ $0.budgetYear == year }) else {
      return .page(
        try await page(FieldProblem(field: "case", code: "selection.stale", message: request.t("fund.selection_stale")), chosen: Set(ids)))
    }
    let listing = MoneyList(desk, request).listing(cases, name: request.t("fund.to_release"))
    let total = cases.reduce(Money.zero) { $0.adding($1.granted ?? .zero) ?? .greatest }
    return .page(
      Parts.interruption(
        request.t("fund.release_confirm"),
        consequences: [
          request.t(
            "fund.release_what", ["n": String(cases.count), "sum": total.shown(request.language), "year": String(year)]),
          request.t("fund.release_then"), request.t("fund.release_for_good"),
        ], button: request.t("fund.release_do"), hidden: [("procedure", procedure.id)] + cases.map { ("case", $0.id) },
        back: .init(request.t("fund.back_to_choice"), "/fund/release"), table: listing.table(request.language)))
  }

  private func done(_ order: ReleaseOrder) -> Page {
    let total = order.lines.reduce(Money.zero) { $0.adding($1.amount) ?? .greatest }
    return Parts.page(
      request.t("fund.released"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      [
        Components.summary([
          .init(request.t("fund.order"), order.id), .init(request.t("parts.day"), order.day.shown(request.language)),
          .init(request.t("fund.lines"), String(order.lines.count)), .init(request.t("fund.amount"), total.shown(request.language)),
        ]), Parts.text(request.t("fund.release_next")),
        Parts.links([.init(request.t("fund.releases"), "/fund/releases"), .init(request.t("fund.title"), "/fund")]),
      ])
  }
}

/// Cases with the sums granted, for releases and payments.
struct MoneyList {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The cases that one form offers, and what is said where they are not all: a form takes so many fields and no more.
  func offered(_ cases: [CaseService.Summary]) -> (cases: [CaseService.Summary], cut: View?) {
    guard cases.count > CaseChoice.limit else { return (cases, nil) }
    let cut = Components.notice(request.t("fund.choice_cut", ["n": String(CaseChoice.limit)]), tone: .attention)
    return (Array(cases.prefix(CaseChoice.limit)), cut)
  }

  func listing(_ cases: [CaseService.Summary], name: String) -> Listing {
    let words = CaseWords(desk, request)
    return Listing(
      name: name,
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("parts.measure")),
        .words(request.t("parts.office")), .figures(request.t("parts.sum")),
      ],
      rows: cases.map {
        [.text($0.id), .text($0.enterpriseName), .text(words.measure($0.measure)), .text(words.office($0.office)), .optional($0.granted)]
      }
    ).totalled(request.t("parts.total_n", ["n": String(cases.count)]), sums: [4])
  }
}
