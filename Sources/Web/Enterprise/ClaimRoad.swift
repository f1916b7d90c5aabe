import Casework
import Policy
import Values
import WorkingDays

/// Where a claim stands on its road: the stage, who has it, day n of m, the expected end.
struct ClaimRoad: Sendable {
  let file: ClaimFile

  private var state: CaseState { file.state }
  private var procedure: Procedure { file.procedure }
  private var language: Language { file.language }
  private var today: CivilDate { file.desk.today }
  private var calendar: WorkingCalendar { file.desk.book.calendar }

  /// The step it stands at.
  var step: Procedure.Step? { state.step.flatMap { procedure.step($0) } }

  /// Where it stands, in words.
  var place: String { PlaceWords.text(state.place, procedure, file.say.words, language) }

  /// How the place looks; a draft waits for its enterprise.
  var tone: Components.Tone { state.position == .draft ? .attention : PlaceWords.tone(state.place) }

  /// Who has it now; nil where nobody has to do anything any more.
  var holder: String? {
    switch state.position {
    case .draft, .at(_, .correcting), .at(_, .returned): return file.t("holder_own")
    case .ended: return nil
    case .at: return step.map(holder)
    }
  }

  /// Who handles a step of this claim.
  private func holder(_ step: Procedure.Step) -> String {
    switch step.level {
    case .applicant: return file.t("holder_own")
    case .open: return file.t("holder_public")
    case .city: return step.role == .finance ? step.role.label[language] : procedure.cityOffice.name[language]
    case .district:
      if step.role == .districtFinance { return step.role.label[language] }
      return state.office.map { file.desk.officeName($0, language) } ?? step.role.label[language]
    }
  }

  /// Where people ask about it.
  var contact: String? {
    guard let office = procedure.routing.offices.values.first(where: { $0.id == state.office }) else { return nil }
    return office.contact.map { file.t("contact", ["office": office.name[language], "contact": $0]) }
  }

  // MARK: Time

  /// Day n of m as a bar; absent where no time runs.
  var days: View {
    guard let clock = state.clock, state.step != nil else { return .absent }
    let day = clock.elapsed(on: today, calendar)
    let sentence = clock.isPaused ? file.t("days_paused", ["n": String(day), "length": told(clock.rule).length]) : progress(clock, day)
    return Charts.days(
      day, of: clock.rule.length, sentence: sentence,
      tone: clock.isPaused ? .attention : clock.isOverdue(on: today, calendar) ? .bad : .active)
  }

  private func told(_ rule: ClockRule) -> ClockWords { ClockWords(rule, file.say.words, language) }

  private func progress(_ clock: Clock, _ day: Int) -> String { told(clock.rule).progress(day) }

  /// Day n of m in a few words, for a table.
  var daysShort: String? {
    guard let clock = state.clock, state.step != nil else { return nil }
    if clock.isPaused { return file.t("paused") }
    return progress(clock, clock.elapsed(on: today, calendar))
  }

  /// When the step is expected to end, for a table.
  var expectedShort: String? {
    guard let clock = state.clock, let end = clock.deadline(ifResumedOn: today, calendar), !clock.isPaused else { return nil }
    return end.date.shown(language) + (end.isProvisional ? file.t("provisional_mark") : "")
  }

  /// What happens now and until when.
  var expectation: String? {
    guard let step, let holder else { return nil }
    let title = step.title[language]
    guard let clock = state.clock, let end = clock.deadline(ifResumedOn: today, calendar) else {
      return state.phase == .open || state.phase == .running ? file.t("expect_open", ["holder": holder, "step": title]) : nil
    }
    if clock.isPaused {
      let since = clock.pauses.last?.from.shown(language) ?? ""
      return file.t("expect_paused", ["since": since, "date": end.date.shown(language)])
    }
    let key = step.kind == .notice ? "expect_notice" : clock.isOverdue(on: today, calendar) ? "expect_overdue" : "expect"
    let text = file.t(key, ["holder": holder, "step": title, "length": told(clock.rule).length, "date": end.date.shown(language)])
    return end.isProvisional ? text + file.t("provisional") : text
  }

  /// Who set the time of the step.
  var basis: String? { state.clock == nil ? nil : step?.clockBasis?[language] }

  // MARK: Steps

  /// All steps of the road, with where the claim is.
  var steps: [View] {
    let current = state.step.flatMap { id in procedure.steps.firstIndex { $0.id == id } }
    let isOver = state.position == .ended(.completed)
    return procedure.steps.enumerated().map { index, step in
      let isDone = isOver || current.map { index < $0 } ?? false
      let isCurrent = index == current
      let key = isDone ? "step_done" : isCurrent ? "step_current" : "step_ahead"
      let length = step.clock.map { told($0).length }
      let by = length.map { file.t("step_line", ["holder": holder(step), "length": $0]) } ?? holder(step)
      return [
        "title": .text(step.title[language]), "by": .text(by),
        "line": .text(file.t("road_line", ["step": step.title[language], "by": by])),
        "state": Components.tag(file.t(key), isDone ? .good : isCurrent ? .active : .quiet), "is_current": .flag(isCurrent),
      ]
    }
  }
}
