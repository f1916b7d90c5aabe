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
    let notices = try await desk.cases.notices()
    return Parts.page(
      request.t("notices.title"), lead: request.t("notices.lead"),
      [
        listing(notices).table(request.language), Parts.files("/notices", Query(), request),
        Parts.links([.init(request.t("notices.find_objection"), "/objections"), .init(request.t("notices.verify"), "/verify")]),
      ])
  }

  func file(_ file: ListFile) async throws -> Answer {
    try await file.answer(listing(try await desk.cases.notices(limit: 100_000)), at: desk.cases.time.now().text)
  }
}
