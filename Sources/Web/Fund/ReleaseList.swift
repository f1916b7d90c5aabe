import Casework
import Service
import Values

/// The orders by which money was released, the latest first.
struct ReleaseList {
  let desk: Desk
  let request: WebRequest

  /// Who may read them.
  static let readers: Access = .roles([.cityReviewer, .finance, .supervisor, .auditor])

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private func listing(_ orders: [ReleaseOrder]) -> Listing {
    let words = CaseWords(desk, request)
    return Listing(
      name: request.t("fund.releases"),
      columns: [
        .words(request.t("fund.order")), .words(request.t("fund.scheme")), .words(request.t("payments.budget_year")),
        .words(request.t("parts.day")), .figures(request.t("fund.lines")), .figures(request.t("parts.sum")),
      ],
      rows: orders.map { order in
        [
          .text(order.id), .text(desk.book.procedure(order.procedure).map { words.scheme($0.fund) } ?? order.procedure),
          .text(String(order.budgetYear)), .day(order.day), .count(order.lines.count),
          .money(order.lines.reduce(Money.zero) { $0.adding($1.amount) ?? .greatest }),
        ]
      }, empty: request.t("fund.no_releases"))
  }

  func page() async throws -> Page {
    let paging = ListPaging(request)
    let orders = try await desk.cases.releases(after: try paging.place(), limit: ListPaging.size, by: request.account.actor)
    return Parts.page(
      request.t("fund.releases"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")], isWide: true,
      [listing(orders.items).table(request.language), paging.links(next: orders.next), Parts.files("/fund/releases", Query(), request)])
  }

  func file(_ file: ListFile) async throws -> Answer {
    let actor = request.account.actor
    let all = try await CaseService.Page.all { try await desk.cases.releases(after: $0, limit: CaseService.chunk, by: actor) }
    return try await file.answer(listing(all), at: desk.cases.time.now().text)
  }
}
