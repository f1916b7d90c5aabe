import Casework
import Service
import Values

/// What is late, what soon will be, what stands still, and what stands out.
struct OversightHome {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The most rows of a list on this page.
  private static let most = 100

  private var words: CaseWords { CaseWords(desk, request) }

  func page() async throws -> Page {
    let actor = request.account.actor
    let (today, calendar, language) = (desk.today, desk.book.calendar, request.language)
    var filter = CaseService.Filter()
    filter.isByDueDay = true
    filter.dueBy = calendar.date(workingDays: 3, after: today)?.date ?? today
    let due = try await desk.cases.list(filter, limit: Self.most, by: actor).items
    let overdue = due.filter { $0.dueDay.map { $0 < today } ?? false }
    let near = due.filter { $0.dueDay.map { $0 >= today } ?? false }
    let paused = try await desk.cases.pausedCases(limit: Self.most, by: actor)
    let promises = try await desk.cases.latePromises(before: today, limit: Self.most, by: actor)
    let objections = try await desk.cases.objections(.init(isOpenOnly: true), limit: Self.most, by: actor).items.map(\.objection)
    let exact = try await desk.cases.exactLimits(by: actor)
    let accounts = try await desk.cases.sharedAccounts(by: actor)
    let vouchers = try await desk.cases.sharedVouchers(by: actor)
    let stuck = desk.dueActs.failed
    let form = FormView()
    let lists: [(title: String, count: Int, view: View)] = [
      ("stuck", stuck.count, stuckList(stuck)), ("overdue", overdue.count, dueList("overdue", overdue)),
      ("near", near.count, dueList("near", near)),
      ("paused", paused.count, pausedList(paused)), ("promises", promises.count, promiseList(promises)),
      ("objections", objections.count, objectionList(objections)), ("vouchers", vouchers.count, outliers("vouchers", vouchers)),
      ("accounts", accounts.count, outliers("accounts", accounts)), ("exact", exact.count, outliers("exact", exact)),
    ]
    let overview = Listing(
      name: request.t("oversight.overview"), columns: [.words(request.t("oversight.list")), .figures(request.t("oversight.count"))],
      rows: lists.map { [.text(request.t("oversight." + $0.title)), .count($0.count)] })
    return Parts.page(
      request.t("oversight.title"), lead: request.t("oversight.lead", ["date": today.shown(language)]), isWide: true,
      [
        overview.table(language),
        .part(
          "oversight/find",
          [
            "action": "/oversight/cases", "button": .text(request.t("parts.search")),
            "field": form.text("id", label: request.t("oversight.find_case"), width: .medium),
          ]),
      ] + lists.flatMap { [Parts.heading(request.t("oversight." + $0.title)), $0.view] })
  }

  private func link(_ id: String) -> Listing.Cell { .text(id, path: "/oversight/cases/" + PercentCoding.encode(id)) }

  /// What the system should have done by itself and could not.
  private func stuckList(_ ids: [String]) -> View {
    Listing(
      name: request.t("oversight.stuck"), columns: [.words(request.t("oversight.of"))],
      rows: ids.map { id in
        switch id.first {
        case "N": [.text(id, path: "/notices/" + PercentCoding.encode(id))]
        case "O": [.text(id, path: ObjectionPages.path(id))]
        default: [link(id)]
        }
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }

  /// What is left until a day, in working days whatever the period counts.
  private func left(_ day: CivilDate) -> String {
    Shown.left(on: desk.today, until: day, desk.book.calendar, request.words, request.language)
  }

  private func dueList(_ name: String, _ cases: [CaseService.Summary]) -> View {
    Listing(
      name: request.t("oversight." + name),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("parts.place")),
        .words(request.t("parts.office")), .words(request.t("oversight.left")),
      ],
      rows: cases.map { item in
        let left = item.dueDay.map(self.left)
        return [
          link(item.id), .text(item.enterpriseName), .text(words.place(item.place, item.procedure)), .text(words.office(item.office)),
          .optional(left),
        ]
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }

  private func pausedList(_ cases: [CaseService.PausedCase]) -> View {
    Listing(
      name: request.t("oversight.paused"),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("parts.place")),
        .words(request.t("oversight.since")), .figures(request.t("oversight.working_days")),
      ],
      rows: cases.map { item in
        [
          link(item.summary.id), .text(item.summary.enterpriseName), .text(words.place(item.summary.place, item.summary.procedure)),
          .optional(item.since),
          item.since.map { .count(desk.book.calendar.workingDays(after: $0, through: max($0, desk.today)).count) } ?? .none,
        ]
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }

  private func promiseList(_ promises: [CaseService.LatePromise]) -> View {
    Listing(
      name: request.t("oversight.promises"),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("papers.kind")),
        .words(request.t("papers.until")),
      ],
      rows: promises.map { item in
        let paper = desk.book.procedure(item.procedure)?.papers.first { $0.id == item.paper }?.title[request.language] ?? item.paper
        return [link(item.caseID), .text(item.enterpriseName), .text(paper), .optional(item.due)]
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }

  private func objectionList(_ objections: [Objection]) -> View {
    let calendar = desk.book.calendar
    return Listing(
      name: request.t("oversight.objections"),
      columns: [
        .words(request.t("oversight.objection")), .words(request.t("parts.case")), .words(request.t("notices.level")),
        .words(request.t("notices.state")), .words(request.t("oversight.left")),
      ],
      rows: objections.map { item in
        let isFound = item.findings.last?.level == item.level
        let due = isFound ? nil : item.clock.deadline(calendar)?.date
        let left = due.map(self.left)
        return [
          .text(item.id), link(item.caseID), .text(request.t("notices.level_" + item.level.rawValue)),
          .text(request.t(isFound ? "notices.found" : "notices.being_checked")), .optional(left),
        ]
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }

  private func outliers(_ name: String, _ outliers: [CaseService.Outlier]) -> View {
    Listing(
      name: request.t("oversight." + name),
      columns: [
        .words(request.t("oversight.same_" + name)), .figures(request.t("parts.sum")), .words(request.t("parts.case")),
        .words(request.t("parts.enterprise")),
      ],
      rows: outliers.flatMap { outlier in
        outlier.cases.map { item in
          [
            .text(name == "exact" ? words.measure(outlier.what) : outlier.what), .optional(outlier.amount), link(item.caseID),
            .text(item.enterpriseName),
          ]
        }
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }
}
