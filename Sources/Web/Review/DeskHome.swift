import Casework
import Policy
import Service
import Values

/// The first page of an officer: what waits, and what is due.
struct DeskHome: Sendable {
  static let path = "/desk"

  let desk: Desk
  let request: WebRequest
  private var say: DeskVoice { request.voice(desk) }

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The first step of the way to every page here: the desk, or for those who have none the list of cases.
  static func crumb(_ say: DeskVoice) -> Page.Crumb {
    isFor(say.role) ? Page.Crumb(title: say("desk_title"), path: path) : Page.Crumb(title: say("queue_title"), path: QueuePage.path)
  }

  /// Whether a role has a desk.
  static func isFor(_ role: Role) -> Bool { [.districtReviewer, .cityReviewer].contains(role) }

  /// The last day of what is due within three working days.
  static func soon(_ desk: Desk) -> CivilDate? { desk.book.calendar.date(workingDays: 3, after: desk.today)?.date }

  /// The page.
  func page() async throws -> Page {
    let actor = request.account.actor
    let places = try await desk.cases.places(by: actor)
    let objections = try await desk.cases.waitingObjections(by: actor)
    var overdue = CaseService.Filter()
    overdue.places = steps.filter { $0.step.kind == .review }.map { "\($0.step.id)/open" }
    overdue.isByDueDay = true
    var soon = overdue
    overdue.dueBy = desk.today.adding(days: -1)
    soon.dueBy = Self.soon(desk)
    var mine = CaseService.Filter()
    mine.takenBy = actor.account
    mine.isByDueDay = true
    let late = try await desk.cases.list(overdue, limit: 20, by: actor)
    let lateIDs = Set(late.items.map(\.id))
    let near = try await desk.cases.list(soon, limit: 20 + late.items.count, by: actor).items.filter { !lateIDs.contains($0.id) }
    let taken = try await desk.cases.list(mine, limit: 20, by: actor)
    return Page(
      say("desk_title"), template: "review/home",
      [
        "title": .text(say("desk_title")), "where": .text(say.office(request.account.office)),
        "doors": .list(doors(places, objections)),
        "overdue": table(say("home_overdue"), late.items, say("home_overdue_none")),
        "overdue_more": late.next == nil ? .absent : .text(QueuePage.path + "?due=over"),
        "soon": table(say("home_soon"), near, say("home_soon_none")),
        "taken": table(say("home_taken"), taken.items, say("home_taken_none")),
        "counts": counts(places),
      ])
  }

  private var steps: [(procedure: Procedure, step: Procedure.Step)] { QueuePage.steps(of: request.account.role, desk.book) }

  private func doors(_ places: [String: Int], _ objections: Int) -> [View] {
    func door(_ title: String, _ count: Int, _ path: String, _ text: String) -> View {
      ["title": .text(title), "count": .number(count), "path": .text(path), "text": .text(text)]
    }
    var doors: [View] = []
    for (procedure, step) in steps {
      let open = places["\(step.id)/open"] ?? 0
      let title = step.title[say.language]
      switch step.kind {
      case .review:
        let correcting = places["\(step.id)/correcting"] ?? 0
        doors.append(door(title, open, QueuePage.path + "?place=" + PercentCoding.encode("\(step.id)/open"), say("door_review")))
        if step.outcomes.contains(.correct) {
          doors.append(
            door(
              say("door_correcting_title"), correcting, QueuePage.path + "?place=" + PercentCoding.encode("\(step.id)/correcting"),
              say("door_correcting")))
        }
      case .plan: doors.append(door(title, open, DeskStep.address(PlanPages.path, procedure), say("door_plan")))
      case .notice: doors.append(door(title, open, DeskStep.address(NoticePages.path, procedure), say("door_notice")))
      case .budget: doors.append(door(title, open, DeskStep.address(BudgetPages.path, procedure), say("door_budget")))
      case .report: doors.append(door(title, open, DeskStep.address(ReportPages.path, procedure), say("door_report")))
      case .release, .payment: break
      }
    }
    doors.append(door(say("objections_title"), objections, ObjectionPages.path, say("door_objections")))
    return doors
  }

  private func table(_ caption: String, _ cases: [CaseService.Summary], _ empty: String) -> View {
    Table(
      caption: caption,
      columns: [
        .words(say("col_case")), .words(say("col_enterprise")), .words(say("col_measure")), .words(say("col_place")),
        .words(say("col_due")),
        .figures(say("col_sum")),
      ],
      rows: cases.map { summary in
        let due = say.due(summary)
        return [
          .link(summary.id, CasePage.path(summary.id)), .text(summary.enterpriseName), .text(say.measure(summary.measure)),
          .text(say.place(summary.place, desk.book.procedure(summary.procedure))),
          due.tone == .quiet ? .text(due.text) : .tag(due.text, due.tone), .text(say.sum(summary.granted ?? summary.amount)),
        ]
      }, empty: empty
    ).view
  }

  private func counts(_ places: [String: Int]) -> View {
    var rows: [[Table.Cell]] = []
    for place in QueuePage.allPlaces(desk.book) {
      guard let count = places[place], count > 0 else { continue }
      let step = place.split(separator: "/").first.map(String.init) ?? ""
      let procedure = desk.book.procedures.first { $0.step(step) != nil }
      rows.append([
        .link(say.place(place, procedure), QueuePage.path + "?place=" + PercentCoding.encode(place)), .text(String(count)),
      ])
    }
    return Table(
      caption: say("home_counts"), columns: [.words(say("col_place")), .figures(say("col_count"))], rows: rows,
      empty: say("home_counts_none")
    ).view
  }
}
