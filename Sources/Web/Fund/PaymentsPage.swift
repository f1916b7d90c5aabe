import Casework
import Policy
import Service
import Values

/// The payment batches somebody may see, and what waits to be ordered.
struct PaymentsPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private func listing(_ batches: [CaseService.BatchSummary]) -> Listing {
    let words = CaseWords(desk, request)
    return Listing(
      name: request.t("payments.batches"),
      columns: [
        .words(request.t("payments.batch")), .words(request.t("parts.office")), .words(request.t("payments.budget_year")),
        .words(request.t("parts.day")), .figures(request.t("fund.lines")), .figures(request.t("parts.sum")),
        .words(request.t("payments.state")),
      ],
      rows: batches.map { batch in
        [
          .text(batch.id, path: "/payments/" + batch.id), .text(words.office(batch.office)), .text(String(batch.budgetYear)),
          .optional(batch.day), .count(batch.lines), .money(batch.total), state(batch),
        ]
      }, empty: request.t("payments.none"))
  }

  private func state(_ batch: CaseService.BatchSummary) -> Listing.Cell {
    if batch.answered < batch.lines {
      return .state(request.t("payments.waiting", ["n": String(batch.lines - batch.answered)]), .active)
    }
    return batch.returned > 0
      ? .state(request.t("payments.some_returned", ["n": String(batch.returned)]), .attention)
      : .state(request.t("payments.all_paid"), .good)
  }

  func file(_ file: ListFile) async throws -> Answer {
    let actor = request.account.actor
    let all = try await CaseService.Page.all { try await desk.cases.batches(after: $0, limit: CaseService.chunk, by: actor) }
    return try await file.answer(listing(all), at: desk.cases.time.now().text)
  }

  func answer() async throws -> Answer {
    var parts: [View] = []
    if !OrderPage.procedures(desk, request).isEmpty {
      let waiting = try await OrderPage.waiting(desk, request).count
      parts.append(
        waiting > 0
          ? Components.notice(
            request.t("payments.payable", ["n": String(waiting)]), links: [.init(request.t("payments.order"), "/payments/order")])
          : Parts.text(request.t("payments.nothing_payable")))
    }
    let paging = ListPaging(request)
    let batches = try await desk.cases.batches(after: try paging.place(), limit: ListPaging.size, by: request.account.actor)
    parts.append(listing(batches.items).table(request.language))
    parts.append(paging.links(next: batches.next))
    parts.append(Parts.files("/payments", Query(), request))
    if request.account.role != .districtFinance { parts += try await atBank() }
    return .page(Parts.page(request.t("payments.title"), lead: request.t("payments.lead"), isWide: true, parts))
  }

  /// Batches beside the book: what is at the bank by both.
  private func atBank() async throws -> [View] {
    let years = try await desk.cases.atBank(by: request.account.actor)
    guard !years.isEmpty else { return [] }
    let listing = Listing(
      name: request.t("payments.at_bank"),
      columns: [
        .words(request.t("payments.budget_year")), .figures(request.t("payments.open_by_batches")),
        .figures(request.t("payments.open_by_book")),
        .words(request.t("payments.compared")),
      ],
      rows: years.map { year in
        let agrees = year.open == year.book
        return [
          .text(String(year.year)), .money(year.open), .money(year.book),
          .state(request.t(agrees ? "payments.agrees" : "payments.differs"), agrees ? .good : .bad),
        ]
      })
    return [Parts.heading(request.t("payments.reconciliation")), listing.table(request.language)]
  }
}

/// Orders a batch: choose, check, hand over.
struct OrderPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The roads whose payments the caller hands to the bank.
  static func procedures(_ desk: Desk, _ request: WebRequest) -> [Procedure] {
    desk.book.procedures.filter { $0.payingOffice(of: request.account.actor) != nil }
  }

  /// The cases whose money can go to the bank.
  static func waiting(_ desk: Desk, _ request: WebRequest) async throws -> [CaseService.Summary] {
    var filter = CaseService.Filter()
    let procedures = procedures(desk, request)
    filter.places = procedures.flatMap { $0.places(.payment, .open) }
    guard !filter.places.isEmpty else { return [] }
    let actor = request.account.actor
    let chosen = filter
    return try await CaseService.Page.all {
      try await desk.cases.list(chosen, after: $0, limit: CaseService.chunk, by: actor)
    }.filter { item in procedures.contains { $0.id == item.procedure } }.sorted { $0.id < $1.id }
  }

  func page(_ problem: FieldProblem? = nil, chosen: Set<String>? = nil) async throws -> Page {
    let waiting = try await Self.waiting(desk, request)
    var parts: [View] = []
    for key in Set(waiting.map { Group($0) }).sorted() {
      let list = MoneyList(desk, request)
      let (cases, cut) = list.offered(waiting.filter { Group($0) == key })
      let scheme = desk.book.procedure(key.procedure).map { CaseWords(desk, request).scheme($0.fund) } ?? key.procedure
      let listing = list.listing(cases, name: request.t("fund.fund_name", ["scheme": scheme, "year": String(key.year)]))
      if let cut { parts.append(cut) }
      parts.append(
        Parts.choose(
          listing, ids: cases.map(\.id), chosen: chosen, label: { request.t("parts.choose_case", ["id": cases[$0].id]) },
          button: request.t("payments.order_check"), language: request.language, hidden: [("procedure", key.procedure)]))
    }
    if parts.isEmpty { parts.append(Parts.text(request.t("payments.nothing_payable"))) }
    return Parts.page(
      request.t("payments.order"), lead: request.t("payments.order_lead"),
      crumbs: [.init(title: request.t("payments.title"), path: "/payments")], problems: problem.map { [$0] } ?? [], isWide: true, parts)
  }

  /// What goes into one batch: one procedure, one budget year.
  private struct Group: Hashable, Comparable {
    let procedure: String
    let year: Int

    init(_ summary: CaseService.Summary) {
      procedure = summary.procedure
      year = summary.budgetYear ?? 0
    }

    static func < (a: Group, b: Group) -> Bool { (a.procedure, a.year) < (b.procedure, b.year) }
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
        let batch = try await desk.cases.orderPayments(procedure: procedure.id, cases: ids, by: actor, once: FormOnce.once(request))
        return .seeOther("/payments/" + batch.id).noticing("payments.ordered")
      } catch let refusal as Refusal {
        return .page(
          try await page(
            FieldProblem(field: "case", code: refusal.code, message: refusal.message[request.language]), chosen: Set(ids)))
      }
    }
    let cases = try await Self.waiting(desk, request).filter { $0.procedure == procedure.id && ids.contains($0.id) }
    guard cases.count == Set(ids).count, Set(cases.map(\.budgetYear)).count == 1 else {
      return .page(
        try await page(FieldProblem(field: "case", code: "selection.stale", message: request.t("fund.selection_stale")), chosen: Set(ids)))
    }
    let total = cases.reduce(Money.zero) { $0.adding($1.granted ?? .zero) ?? .greatest }
    return .page(
      Parts.interruption(
        request.t("payments.order_confirm"),
        consequences: [
          request.t("payments.order_what", ["n": String(cases.count), "sum": total.shown(request.language)]),
          request.t("payments.order_then"), request.t("payments.order_frozen"),
        ], button: request.t("payments.order_do"), hidden: [("procedure", procedure.id)] + cases.map { ("case", $0.id) },
        back: .init(request.t("fund.back_to_choice"), "/payments/order"),
        table: MoneyList(desk, request).listing(cases, name: request.t("payments.to_order")).table(request.language)))
  }
}
