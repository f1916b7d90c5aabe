import Casework
import Policy
import Service
import Values

/// Lists of other areas as files: the same rows and filters as on their pages.
struct ExportRoutes: Sendable {
  let desk: Desk

  static let officers: Access = .roles([.districtReviewer, .cityReviewer, .supervisor, .auditor])

  /// All of them.
  var routes: [Route] {
    [
      .page("/desk/queue.csv", access: Self.officers, summary: Bilingual(zh: "办件列表（CSV）", en: "Queue as CSV")) {
        try await queue($0, .csv)
      },
      .page("/desk/queue.xlsx", access: Self.officers, summary: Bilingual(zh: "办件列表（Excel）", en: "Queue as Excel")) {
        try await queue($0, .xlsx)
      },
      .page("/desk/plans.csv", access: Self.officers, summary: Bilingual(zh: "项目计划（CSV）", en: "Plans as CSV")) {
        try await PlanPages(desk: desk).file(.csv, $0)
      },
      .page("/desk/plans.xlsx", access: Self.officers, summary: Bilingual(zh: "项目计划（Excel）", en: "Plans as Excel")) {
        try await PlanPages(desk: desk).file(.xlsx, $0)
      },
      .page("/desk/objections.csv", access: Self.officers, summary: Bilingual(zh: "异议（CSV）", en: "Objections as CSV")) {
        try await ObjectionPages(desk: desk).file(.csv, $0)
      },
      .page("/desk/objections.xlsx", access: Self.officers, summary: Bilingual(zh: "异议（Excel）", en: "Objections as Excel")) {
        try await ObjectionPages(desk: desk).file(.xlsx, $0)
      },
      .page("/my.csv", access: .roles([.enterprise]), summary: Bilingual(zh: "我的申报（CSV）", en: "My claims as CSV")) {
        try await mine($0, .csv)
      },
      .page("/my.xlsx", access: .roles([.enterprise]), summary: Bilingual(zh: "我的申报（Excel）", en: "My claims as Excel")) {
        try await mine($0, .xlsx)
      },
      .page("/policies.xlsx", access: .anyone, summary: Bilingual(zh: "政策目录（Excel）", en: "Catalogue as Excel")) { request in
        let rows = CatalogueCSV(content: desk.content, say: request.voice).rows(CatalogueQuery(request.query, desk.book))
        let listing = Listing(
          name: request.t("public.catalogue_title"), columns: (rows.first ?? []).map { .words($0) },
          rows: rows.dropFirst().map { $0.map { .text($0) } })
        return try await ListFile.xlsx.answer(listing, at: desk.cases.time.now().text)
      },
    ]
  }

  private func queue(_ request: WebRequest, _ file: ListFile) async throws -> Answer {
    let (filter, actor) = (QueuePage(desk, request).filter(), request.account.actor)
    let cases = try await CaseService.Page.all { try await desk.cases.list(filter, after: $0, limit: CaseService.chunk, by: actor) }
    return try await file.answer(await CaseListing(desk, request).queue(cases), at: desk.cases.time.now().text)
  }

  private func mine(_ request: WebRequest, _ file: ListFile) async throws -> Answer {
    let actor = request.account.actor
    let claims = try await CaseService.Page.all { try await desk.cases.own(.handedIn, after: $0, limit: CaseService.chunk, by: actor) }
    let files = claims.compactMap { ClaimFile(desk, $0.state, request.voice) }
    return try await file.answer(CaseListing(desk, request).mine(files), at: desk.cases.time.now().text)
  }
}

/// Lists of cases.
struct CaseListing {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// For officers: who, what, until when, with whom, how much.
  func queue(_ cases: [CaseService.Summary]) async -> Listing {
    let say = request.voice(desk)
    let names = await PeopleNames(cases.compactMap(\.takenBy), desk.accounts)
    let titles = Dictionary(uniqueKeysWithValues: Set(cases.map(\.measure)).map { ($0, say.measure($0)) })
    return Listing(
      name: request.t("review.queue_title"),
      columns: [
        .words(request.t("review.col_case")), .words(request.t("review.col_enterprise")), .words(request.t("review.col_measure")),
        .words(request.t("review.col_place")),
        .words(request.t("review.col_due")),
        .words(request.t("review.col_left")), .words(request.t("review.col_taken")), .figures(request.t("parts.sum")),
      ],
      rows: cases.map { item in
        let due = say.due(item)
        let place = say.place(item.place, desk.book.procedure(item.procedure)) + (item.disputes > 0 ? request.t("review.disputed_too") : "")
        return [
          .text(item.id, path: CasePage.path(item.id)), .text(item.enterpriseName), .text(titles[item.measure] ?? item.measure),
          .state(place, PlaceWords.tone(item.place)), .optional(item.isPaused ? nil : item.dueDay),
          due.tone == .quiet ? .text(due.text) : .state(due.text, due.tone),
          .text(item.takenBy.map { names($0, say) } ?? request.t("review.taken_by_nobody")), .optional(item.granted ?? item.amount),
        ]
      }, empty: request.t("review.queue_empty"))
  }

  /// For the enterprise: what it handed in, and where that stands. Drafts stand apart on its page and are no part of the list.
  func mine(_ files: [ClaimFile]) -> Listing {
    return Listing(
      name: request.t("enterprise.claims"),
      columns: [
        .words(request.t("enterprise.row_number")), .words(request.t("enterprise.row_claim")), .words(request.t("enterprise.row_state")),
        .words(request.t("enterprise.row_holder")), .words(request.t("enterprise.row_days")),
        .words(request.t("enterprise.row_expected")), .figures(request.t("parts.sum")),
      ],
      rows: files.map { file in
        let road = file.road
        return [
          .text(file.state.id, path: file.path), .text(file.title), .state(road.place, road.tone), .text(road.holder ?? "—"),
          .text(road.daysShort ?? "—"), .text(road.expectedShort ?? "—"), .optional(file.state.granted ?? file.state.decision?.amount),
        ]
      }, empty: request.t("enterprise.claims_none"))
  }
}
