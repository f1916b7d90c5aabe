import Casework
import Policy
import Service
import Values
import WorkingDays

/// A case before an officer: concerns on top, the rule, the facts and the papers side by side, then what can be decided, then how others
/// were judged and what happened.
struct CasePage: Sendable {
  let desk: Desk
  let request: WebRequest
  let file: CaseFile
  /// What was wrong with the form that was sent.
  var problems: [FieldProblem] = []
  /// The form that was sent, to be shown open.
  var open: DecisionForms.Kind?

  /// Where the page of a case is.
  static func path(_ id: String) -> String { "/desk/cases/" + PercentCoding.encode(id) }

  var say: DeskVoice { request.voice(desk) }
  var state: CaseState { file.state }
  var path: String { Self.path(state.id) }

  /// The page.
  func page() -> Page {
    let place = state.place
    let forms = DecisionForms(self).view()
    return Page(
      say("case_title", ["id": state.id]), template: "review/case",
      [
        "title": .text(say.measure(state.measure)), "id": .text(state.id), "enterprise": .text(state.enterpriseName),
        "code": .text(state.enterprise), "place": Components.tag(say.place(place, file.procedure), PlaceWords.tone(place)),
        "clock": .optional(clockSentence), "correction_due": .optional(correctionSentence),
        "holder": .optional(shownHolder), "granted": .optional(grantedSentence),
        "concerns": .list(concerns), "has_concerns": .flag(!file.concerns.isEmpty), "rule": rule(), "facts": facts(), "papers": papers(),
        "forms": forms, "has_forms": .flag(forms != .absent), "recovery": recovery(),
        "letter": CasePaper.letterLink(state, request)?.view ?? .absent, "objections": objections(),
        "has_objections": .flag(!file.objections.isEmpty), "similar": similar(), "clock_days": clockDays(), "history": history(),
      ], crumbs: [DeskHome.crumb(say)] + (DeskHome.isFor(say.role) ? [.init(title: say("queue_title"), path: QueuePage.path)] : []),
      problems: problems, isWide: true)
  }

  /// Who has taken it; only at a review is there somebody to take it.
  private var shownHolder: String? { file.step?.kind == .review ? holder : nil }

  private var grantedSentence: String? {
    guard let granted = state.granted else { return nil }
    return say("granted_line", ["sum": say.bothSums(granted)])
  }

  private var holder: String {
    guard let account = state.takenBy else { return say("taken_by_nobody") }
    return account == request.account.id ? say("taken_by_you") : say("taken_by", ["name": file.names(account, say)])
  }

  /// `第 3 天，共 20 个工作日；还剩 17 个工作日（至 3月5日）`, or why the clock stands still.
  private var clockSentence: String? {
    guard let clock = state.clock else { return nil }
    let calendar = desk.book.calendar
    let progress = ClockWords(clock.rule, request).progress(clock.elapsed(on: say.today, calendar))
    if clock.isPaused, let pause = clock.pauses.last {
      let resumed = clock.deadline(ifResumedOn: say.today, calendar)
      return say(
        "clock_paused",
        [
          "date": pause.from.shown(request.language), "progress": progress,
          "until": resumed.map { $0.date.shown(request.language) + ($0.isProvisional ? say("due_provisional") : "") } ?? say("due_open"),
        ])
    }
    guard let deadline = clock.deadline(calendar) else { return progress }
    let due = say.due(deadline.date, isProvisional: deadline.isProvisional)
    return say("clock_running", ["progress": progress, "due": due.text])
  }

  private var correctionSentence: String? {
    guard state.correction != nil else { return nil }
    let rules = Casework(file.procedure, calendar: desk.book.calendar, calls: [])
    guard let due = rules.correctionDue(state) else { return nil }
    return say("correction_due", ["date": due.date.shown(request.language)])
  }

  private var concerns: [View] {
    file.concerns.map { concern in
      let key =
        switch concern.kind {
        case .voucherUsedTwice: concern.otherCase == nil ? "concern_voucher_here" : "concern_voucher"
        case .sameSubject: "concern_subject"
        case .paidElsewhere: "concern_elsewhere"
        }
      let text = say(
        key, ["what": concern.what[request.language], "sum": say.sum(concern.amount), "enterprise": concern.otherEnterprise ?? ""])
      let isOpenable = concern.otherCase.map(file.openable.contains) ?? false
      return [
        "text": .text(text), "other": .optional(concern.otherCase),
        "path": isOpenable ? .optional(concern.otherCase.map(Self.path)) : .absent,
      ]
    }
  }

  private func objections() -> View {
    .list(
      file.objections.map { objection in
        [
          "path": .text(ObjectionPages.path(objection.id)), "id": .text(objection.id),
          "state": .text(ObjectionPages.state(objection, say)),
        ]
      })
  }

  private func similar() -> View {
    Table(
      caption: say("similar_caption"),
      columns: [
        .words(say("col_case")), .words(say("col_enterprise")), .words(say("col_place")), .figures(say("col_decided")),
        .figures(say("col_granted")),
      ],
      rows: file.similar.map { other in
        [
          .link(other.id, Self.path(other.id)), .text(other.enterpriseName), .text(say.place(other.place, file.procedure)),
          .text(say.sum(other.amount)), .text(say.sum(other.granted)),
        ]
      }, empty: say("similar_none")
    ).view
  }

  private func clockDays() -> View {
    guard let clock = state.clock else { return .absent }
    let calendar = desk.book.calendar
    let last = max(clock.deadline(calendar)?.date ?? say.today, say.today)
    let days = clock.days(through: last, calendar)
    let table = Table(
      caption: say("clock_caption"), columns: [.words(say("col_day")), .figures(say("col_number")), .words(say("col_reason"))],
      rows: days.map { day in
        [
          .text(day.date.shown(request.language)), .text(day.number.map(String.init) ?? say("not_counted")),
          .text(day.reason.label[request.language]),
        ]
      })
    let basis = file.step?.clockBasis?[request.language]
    return ["basis": .optional(basis), "table": table.view]
  }
}
