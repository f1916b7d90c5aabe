import Casework
import Service
import Values

/// The forms by which an officer decides: only those that the step offers.
struct DecisionForms: Sendable {
  /// The acts, as the last part of the address they are sent to.
  enum Kind: String, Sendable, CaseIterable {
    case take = "take"
    case putBack = "put-back"
    case accept, correct, refuse
    case sendBack = "send-back"
    case demand = "demand-recovery"
    case receive = "receive-recovery"
    case withdrawDemand = "withdraw-demand"
    case stop
  }

  private let page: CasePage
  private let form: FormView
  private var say: DeskVoice { page.say }
  private var file: CaseFile { page.file }
  private var state: CaseState { page.state }

  init(_ page: CasePage) {
    self.page = page
    form = FormView(values: page.request.form, problems: page.problems)
  }

  /// What stands under "decide"; absent where there is nothing to say.
  func view() -> View {
    let offers = file.offers
    guard offers.canDecide || offers.canPutBack || offers.hindrance != nil else { return .absent }
    var forms: [View] = []
    if offers.canAccept { forms.append(accept()) }
    if offers.canCorrect { forms.append(correct()) }
    if offers.canSendBack { forms.append(sendBack()) }
    if offers.canRefuse { forms.append(refuse()) }
    if offers.canStop { forms.append(stop()) }
    return [
      "hindrance": .optional(offers.hindrance?[page.request.language]),
      "take": offers.canTake ? action(.take) : .absent, "put_back": offers.canPutBack ? action(.putBack) : .absent,
      "error": .optional(page.problems.first { $0.field == "decide" }?.message), "forms": .list(forms),
    ]
  }

  private func action(_ kind: Kind) -> View {
    ["action": .text(page.path + "/" + kind.rawValue), "hidden": .list(WebRequest.actFields())]
  }

  private func one(_ kind: Kind, _ fields: [View], note: String?, isGrave: Bool = false, isOpen: Bool = false) -> View {
    let key = kind.rawValue.replacing("-", with: "_")
    return [
      "title": .text(say("act_" + key)), "action": .text(page.path + "/" + kind.rawValue), "note": .optional(note),
      "hidden": .list(WebRequest.actFields(version: state.version)), "fields": .list(fields),
      "submit": Components.submit(say("do_" + key), isGrave: isGrave), "is_open": .flag(page.open == kind || (page.open == nil && isOpen)),
      "marks": .absent, "has_marks": false,
    ]
  }

  private func reasons(_ outcome: ReviewOutcome, _ first: String) -> [FormView.Option] {
    [.init("", first)] + file.procedure.reasons(for: outcome).map { .init($0.code, $0.text[page.request.language]) }
  }

  // MARK: Accept

  private func accept() -> View {
    guard let ceiling = file.assessment.ceiling, let today = file.assessment.today else {
      return one(.accept, [], note: say("accept_not_eligible")).adding(["submit": .absent])
    }
    let missing = self.missing
    if missing.contains(where: { !$0.isDeferrable }) || (!missing.isEmpty && !file.offers.canPromise) {
      let titles = say.list(missing.map { $0.title[page.request.language] })
      return one(.accept, [], note: say("accept_papers_missing", ["papers": titles])).adding(["submit": .absent])
    }
    var fields: [View] = []
    var values = form
    if page.open != .accept { values = FormView(values: FormValues(["accept_sum": Self.plain(ceiling)])) }
    if today.isCeiling {
      fields.append(
        values.money("accept_sum", label: say("accept_sum"), hint: say("accept_sum_hint", ["sum": ceiling.shown(page.request.language)])))
      fields.append(values.select("accept_reason", label: say("accept_reason"), options: reasons(.accept, say("accept_reason_none"))))
    } else {
      fields.append(form.hidden("accept_sum", Self.plain(ceiling)))
    }
    for paper in missing {
      let latest = file.step?.promise.flatMap { $0.period(from: say.today, page.desk.book.calendar)?.date }
      fields.append(
        values.date(
          "promise-" + paper.id, label: say("promise_label", ["paper": paper.title[page.request.language]]),
          hint: latest.map { say("promise_hint", ["date": $0.shown(page.request.language)]) }))
    }
    fields.append(values.lines("accept_note", label: say("note"), hint: say("accept_note_hint"), rows: 2, isOptional: true))
    let fixed = today.isCeiling ? nil : say("accept_fixed", ["sum": ceiling.shown(page.request.language)])
    return one(.accept, fields, note: fixed, isOpen: true)
  }

  /// Papers that are needed and neither there nor promised.
  var missing: [Procedure.Paper] {
    let present = Set(state.content.papers.map(\.kind)).union(state.promises.map(\.paper))
    return file.procedure.papers(for: state.measure).filter { !$0.isOptional && !present.contains($0.id) }
  }

  /// A sum as it is typed.
  static func plain(_ money: Money) -> String {
    let text = money.description
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
  }

  // MARK: Correct

  private func correct() -> View {
    let marked = Set(page.request.form.all("mark"))
    let rows = Self.fields(file, say).enumerated().map { index, field -> View in
      let problem = page.problems.first { $0.field == "why-\(index)" }?.message
      let options = reasons(.correct, say("choose_reason"))
      let why = page.request.form["why-\(index)"] ?? ""
      return [
        "id": .text(index == 0 ? "mark" : "mark-\(index)"), "field": .text(field.name), "label": .text(field.label),
        "now": .optional(field.now), "is_marked": .flag(marked.contains(field.name)), "why_id": .text("why-\(index)"),
        "say_id": .text("say-\(index)"), "said": .optional(page.request.form["say-\(index)"]), "error": .optional(problem),
        "options": .list(
          options.map { ["value": .text($0.value), "label": .text($0.label), "is_chosen": .flag(!why.isEmpty && $0.value == why)] }),
      ]
    }
    let due = file.step?.correction.flatMap { $0.period(from: say.today, page.desk.book.calendar)?.date }
    let note = say("correct_text") + (due.map { say("correct_text_due", ["date": $0.shown(page.request.language)]) } ?? "")
    return one(
      .correct, [form.lines("correct_note", label: say("correct_note"), rows: 2, isOptional: true)], note: note
    ).adding(["marks": .list(rows), "has_marks": true, "mark_error": .optional(page.problems.first { $0.field == "mark" }?.message)])
  }

  /// Everything of a claim that a correction can mark, facts in the order of the vocabulary.
  static func fields(_ file: CaseFile, _ say: DeskVoice) -> [(name: String, label: String, now: String?)] {
    let (book, language) = (say.book, say.language)
    let content = file.state.content
    let reasons = file.assessment.reasons.map { RuleReasons($0, say) }
    var fields: [(name: String, label: String, now: String?)] = []
    let stated = content.facts.keys.compactMap { book.program.schema.fact(named: $0) }.sorted()
    for index in stated where book.facts[index].name != file.procedure.limitFact {
      fields.append(("fact:" + book.facts[index].name, book.facts[index].label[language], reasons?.stated(index)))
    }
    for particular in file.procedure.particulars(for: file.state.measure) {
      fields.append(("particular:" + particular.id, particular.label[language], content.particulars[particular.id]))
    }
    fields.append(("vouchers", say("vouchers"), nil))
    for paper in file.procedure.papers(for: file.state.measure) {
      let names = content.papers.filter { $0.kind == paper.id }.map(\.name)
      fields.append(("paper:" + paper.id, paper.title[language], names.isEmpty ? nil : say.list(names)))
    }
    fields.append(("bank", say("bank"), content.bank?.masked))
    return fields
  }

  // MARK: Refuse and send back

  private func refuse() -> View {
    one(
      .refuse,
      [
        form.select("refuse_reason", label: say("refuse_reason"), options: reasons(.refuse, say("choose_reason"))),
        form.lines("refuse_note", label: say("refuse_note"), hint: say("refuse_note_hint"), rows: 3),
      ], note: say("refuse_text"))
  }

  private func stop() -> View {
    one(
      .stop,
      [
        form.select("stop_reason", label: say("stop_reason"), options: reasons(.stop, say("choose_reason"))),
        form.lines("stop_note", label: say("stop_note"), hint: say("stop_note_hint"), rows: 3),
      ], note: say("stop_text"), isGrave: true)
  }

  private func sendBack() -> View {
    one(
      .sendBack,
      [
        form.select("send_reason", label: say("send_reason"), options: reasons(.sendBack, say("choose_reason"))),
        form.lines("send_note", label: say("send_note"), rows: 3),
      ], note: say("send_text"))
  }
}

extension CasePage {
  /// Money demanded back: what is known, and the forms of the city for it.
  func recovery() -> View {
    guard state.paid.minor > 0, state.recovery != nil || file.offers.canDemandRecovery else { return .absent }
    let form = FormView(values: request.form, problems: problems)
    var view: [String: View] = [
      "paid": .text(say("paid_in_all", ["sum": state.paid.shown(request.language)])), "demand": .absent, "receive": .absent,
      "withdraw": .absent,
      "state": .absent,
    ]
    if let recovery = state.recovery {
      let left = Money(minor: recovery.demanded.minor - recovery.received.minor)
      view["state"] = Components.summary([
        .init(say("recovery_demanded"), recovery.demanded.shown(request.language)),
        .init(say("recovery_day"), recovery.day.shown(request.language)), .init(say("recovery_finding"), recovery.finding),
        .init(say("recovery_received"), recovery.received.shown(request.language)),
        .init(say("recovery_left"), left.shown(request.language)),
        .init(say("recovery_handed_on"), recovery.handedOn.shown(request.language)),
      ])
      if file.offers.canWithdrawDemand {
        view["withdraw"] = [
          "action": .text(path + "/withdraw-demand"), "hidden": .list(WebRequest.actFields()),
          "note": .text(say("withdraw_text", ["sum": left.shown(request.language)])),
          "fields": [form.lines("withdraw_reason", label: say("withdraw_reason"), hint: say("withdraw_reason_hint"), rows: 3)],
          "submit": Components.submit(say("do_withdraw_demand"), isGrave: true), "is_open": .flag(open == .withdrawDemand),
        ]
      }
    }
    if file.offers.canDemandRecovery {
      view["demand"] = [
        "action": .text(path + "/demand-recovery"), "hidden": .list(WebRequest.actFields()),
        "fields": [form.lines("finding", label: say("finding"), hint: say("finding_hint"), rows: 3)],
        "submit": Components.submit(say("do_demand_recovery"), isGrave: true), "is_open": .flag(open == .demand),
      ]
    }
    if file.offers.canReceiveRecovery {
      view["receive"] = [
        "action": .text(path + "/receive-recovery"), "hidden": .list(WebRequest.actFields()),
        "fields": [
          form.money("received_sum", label: say("received_sum")),
          form.text("received_reference", label: say("received_reference"), hint: say("received_reference_hint"), width: .medium),
        ],
        "submit": Components.submit(say("do_receive_recovery")), "is_open": .flag(open == .receive),
      ]
    }
    return .map(view)
  }
}
