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
      .page("/desk/queue.csv", access: Self.officers, summary: Bilingual(zh: "待办（CSV）", en: "Queue as CSV")) { try await queue($0, .csv) },
      .page("/desk/queue.xlsx", access: Self.officers, summary: Bilingual(zh: "待办（Excel）", en: "Queue as Excel")) {
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
    let cases = try await desk.cases.list(QueuePage(desk, request).filter(), limit: 1_000_000, by: request.account.actor).items
    return try await file.answer(await CaseListing(desk, request).queue(cases), at: desk.cases.time.now().text)
  }

  private func mine(_ request: WebRequest, _ file: ListFile) async throws -> Answer {
    let cases = try await desk.cases.list(limit: 1_000_000, by: request.account.actor).items
    return try await file.answer(CaseListing(desk, request).mine(cases), at: desk.cases.time.now().text)
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

  /// For officers: who, what, how much, until when.
  func queue(_ cases: [CaseService.Summary]) async -> Listing {
    let words = CaseWords(desk, request)
    let names = await words.names(of: cases.compactMap(\.takenBy))
    let titles = Dictionary(uniqueKeysWithValues: Set(cases.map(\.measure)).map { ($0, words.measure($0)) })
    let offices = Dictionary(uniqueKeysWithValues: Set(cases.compactMap(\.office)).map { ($0, words.office($0)) })
    return Listing(
      name: request.t("exports.queue"),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("exports.credit_code")),
        .words(request.t("parts.measure")), .words(request.t("parts.office")), .words(request.t("parts.place")),
        .figures(request.t("exports.computed")), .figures(request.t("exports.granted")), .words(request.t("exports.submitted")),
        .words(request.t("exports.due")), .words(request.t("exports.paused")), .words(request.t("exports.taken_by")),
      ],
      rows: cases.map { item in
        [
          .text(item.id), .text(item.enterpriseName), .text(item.enterprise), .text(titles[item.measure] ?? item.measure),
          .optional(item.office.flatMap { offices[$0] }), .text(words.place(item.place, item.procedure)), .optional(item.amount),
          .optional(item.granted), .optional(item.submittedAt.flatMap { Moment($0)?.day }), .optional(item.dueDay),
          item.isPaused ? .text(request.t("exports.yes")) : .none, .optional(item.takenBy.map { names[$0] ?? $0 }),
        ]
      })
  }

  /// For the enterprise.
  func mine(_ cases: [CaseService.Summary]) -> Listing {
    let words = CaseWords(desk, request)
    return Listing(
      name: request.t("exports.mine"),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.measure")), .words(request.t("notices.source")),
        .words(request.t("parts.office")), .words(request.t("parts.place")), .words(request.t("exports.submitted")),
        .words(request.t("exports.due")), .figures(request.t("exports.computed")), .figures(request.t("exports.granted")),
        .figures(request.t("notices.paid")),
      ],
      rows: cases.map { item in
        [
          .text(item.id), .text(words.measure(item.measure)), .text(words.citation(item.measure)), .text(words.office(item.office)),
          .text(words.place(item.place, item.procedure)), .optional(item.submittedAt.flatMap { Moment($0)?.day }), .optional(item.dueDay),
          .optional(item.amount), .optional(item.granted), .money(item.paid),
        ]
      })
  }
}
