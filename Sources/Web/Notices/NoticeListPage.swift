import Service
import Values

/// All notices, open ones first to see, old ones for good.
struct NoticeListPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private func listing(_ notices: [CaseService.NoticeSummary]) -> Listing {
    Listing(
      name: request.t("notices.title"),
      columns: [
        .words(request.t("notices.number")), .words(request.t("notices.opens")), .words(request.t("notices.closes")),
        .words(request.t("notices.state")), .figures(request.t("fund.lines")), .figures(request.t("parts.sum")),
      ],
      rows: notices.map { notice in
        [
          .text(notice.number, path: "/notices/" + notice.id), .optional(notice.opens), .optional(notice.closes),
          NoticePage.state(notice.closes.map { desk.today > $0 } ?? notice.isClosed, request), .count(notice.lines), .money(notice.total),
        ]
      }, empty: request.t("notices.none"))
  }

  func page() async throws -> Page {
    let paging = ListPaging(request)
    let notices = try await desk.cases.notices(after: try paging.place(), limit: ListPaging.size)
    return Parts.page(
      request.t("notices.title"), lead: request.t("notices.lead"),
      [
        listing(notices.items).table(request.language), paging.links(next: notices.next), Parts.files("/notices", Query(), request),
        Parts.links([.init(request.t("notices.find_objection"), "/objections"), .init(request.t("notices.verify"), "/verify")]),
      ])
  }

  func file(_ file: ListFile) async throws -> Answer {
    let notices = try await CaseService.Page.all { try await desk.cases.notices(after: $0, limit: CaseService.chunk) }
    return try await file.answer(listing(notices), at: desk.cases.time.now().text)
  }
}
