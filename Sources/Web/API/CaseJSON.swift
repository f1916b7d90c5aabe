import Casework
import Policy
import Service
import Values
import WorkingDays

/// A case as the API shows it.
struct CaseJSON {
  let state: CaseState
  let procedure: Procedure?
  let calendar: WorkingCalendar
  /// Whether the whole number of the account is shown: to its owner and to the office that pays.
  let showsAccount: Bool

  init(_ state: CaseState, _ book: PolicyBook, for actor: Actor) {
    self.state = state
    procedure = book.procedure(state.procedure)
    calendar = book.calendar
    showsAccount =
      actor.role == .enterprise ? actor.enterprise == state.enterprise : procedure?.pays(state, actor) ?? false
  }

  static let schema = JSONSchema.named(
    "Case",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("measure", JSONParts.id),
      .required("enterprise", enterprise), .required("created_by", JSONParts.id), .optional("office", JSONParts.id),
      .required("place", JSONParts.text, zh: "所在环节：draft、环节/阶段 或结果", en: "Where it stands: draft, step/phase, or how it ended"),
      .optional("step", JSONParts.id), .optional("phase", .oneOf(["open", "correcting", "running", "returned"])),
      .optional("ending", .oneOf(["completed", "refused", "withdrawn", "missed", "stopped"])), .required("version", JSONParts.version),
      .required("content", ContentJSON.schema), .optional("receipt", receipt), .required("correction_receipts", JSONParts.list(receipt)),
      .optional("decision", decision), .optional("granted_cny", .cny), .required("reviews", JSONParts.list(review)),
      .optional("correction", correction), .required("promises", JSONParts.list(promise)), .optional("due", JSONParts.deadline),
      .required("is_paused", .boolean), .optional("taken_by", JSONParts.id), .optional("plan", JSONParts.id),
      .optional("notice", JSONParts.id),
      .required("open_objections", JSONParts.count), .optional("budget_year", JSONParts.year), .optional("release", JSONParts.id),
      .optional("payment", JSONParts.id), .required("payments", JSONParts.list(payment)), .required("paid_cny", .cny),
      .optional("bank_return", JSONParts.text),
      .optional("account_usable_from", .date, zh: "更换后的收款账户自该日起可以拨付", en: "The first day a changed account can be paid to"),
      .optional("recovery", recovery),
    ]))

  static let enterprise = JSONSchema.named(
    "Enterprise", .object([.required("credit_code", JSONParts.id), .required("name", JSONParts.text)]))
  private static let receipt = JSONSchema.named(
    "Receipt",
    .object([
      .required("number", JSONParts.id), .required("at", JSONParts.moment), .required("sha256", JSONParts.sha256),
      .required("code", JSONParts.id),
    ]))
  static let decision = JSONSchema.named(
    "RecordedDecision",
    .object([
      .required("outcome", .oneOf(["eligible", "ineligible", "undetermined"])), .optional("amount_cny", .cny),
      .optional("office_part_cny", .cny, zh: "其中由受理单位所在区负担的部分", en: "What of it the district of the office bears"),
      .required("is_ceiling", .boolean), .required("as_of", .date), .required("record_sha256", JSONParts.sha256),
      .required("packages_sha256", JSONParts.sha256),
    ]))
  private static let review = JSONSchema.named(
    "Review",
    .object([
      .required("step", JSONParts.id), .required("by", JSONParts.id), .required("day", .date),
      .required("outcome", .oneOf(ReviewOutcome.allCases.map(\.rawValue))), .optional("granted_cny", .cny),
      .optional("reason", JSONParts.id),
      .optional("note", JSONParts.text),
    ]))
  private static let correction = JSONSchema.object([
    .required("items", JSONParts.list(CaseBodies.correctionItem)), .optional("note", JSONParts.text), .required("asked_on", .date),
    .optional("due", JSONParts.deadline),
  ])
  private static let promise = JSONSchema.object([.required("paper", JSONParts.id), .required("due", .date), .optional("kept_on", .date)])
  private static let payment = JSONSchema.object([
    .required("amount_cny", .cny), .required("day", .date), .required("reference", JSONParts.text),
  ])
  private static let recovery = JSONSchema.object([
    .required("demanded_cny", .cny), .required("received_cny", .cny), .required("handed_on_cny", .cny),
    .required("finding", JSONParts.text), .required("day", .date),
  ])

  var json: JSONText {
    let due = state.clock?.deadline(calendar)
    return .present(
      [
        ("id", .string(state.id)), ("procedure", .string(state.procedure)), ("measure", .string(state.measure)),
        ("enterprise", Self.enterprise(state.enterprise, state.enterpriseName)), ("created_by", .string(state.createdBy)),
        ("office", state.office.map { .string($0) }), ("place", .string(Self.place(state))), ("step", state.step.map { .string($0) }),
        ("phase", state.phase.map { .string($0.rawValue) }), ("ending", ending), ("version", .integer(state.version)),
      ] + middle + [
        ("due", due.map(JSONParts.deadline)), ("is_paused", .boolean(state.clock?.isPaused ?? false)),
        ("taken_by", state.takenBy.map { .string($0) }), ("plan", state.plan.map { .string($0) }),
        ("notice", state.notice.map { .string($0) }), ("open_objections", .integer(state.disputes.count)),
        ("budget_year", state.budgetYear.map { .integer($0) }), ("release", state.releaseOrder.map { .string($0) }),
        ("payment", state.batch.map { .string($0) }), ("payments", .list(state.payments.map(Self.payment))),
        ("paid_cny", .cny(state.paid)), ("bank_return", state.bankReturn.map { .string($0) }),
        ("account_usable_from", state.accountUsableFrom.map { .day($0) }), ("recovery", state.recovery.map(Self.recovery)),
      ])
  }

  private var middle: [(String, JSONText?)] {
    let promises = state.promises.map { promise in
      JSONText.present([
        ("paper", .string(promise.paper)), ("due", .day(promise.due)), ("kept_on", promise.keptOn.map { .day($0) }),
      ])
    }
    return [
      ("content", ContentJSON.json(state.content, showsAccount: showsAccount)),
      ("receipt", state.receipt.map(receipt)), ("correction_receipts", .list(state.correctionReceipts.map(receipt))),
      ("decision", state.decision.map(Self.decision)), ("granted_cny", state.granted.map { .cny($0) }),
      ("reviews", .list(state.reviews.map(Self.review))), ("correction", state.correction.map(correction)), ("promises", .list(promises)),
    ]
  }

  private var ending: JSONText? {
    if case .ended(let ending) = state.position { .string(ending.rawValue) } else { nil }
  }

  private func receipt(_ receipt: CaseState.Receipt) -> JSONText {
    .object([
      ("number", .string(receipt.number)), ("at", .string(receipt.at)), ("sha256", .string(receipt.sha256)),
      ("code", .string(Verification(kind: .receipt, caseID: state.id, sha256: receipt.sha256).code)),
    ])
  }

  private func correction(_ correction: CaseState.Correction) -> JSONText {
    let due = procedure.flatMap { Casework($0, calendar: calendar, calls: []).correctionDue(state) }
    return .present([
      (
        "items",
        .list(
          correction.items.map { item in
            .present([("field", .string(item.field)), ("reason", .string(item.reason)), ("note", item.note.map { .string($0) })])
          })
      ), ("note", correction.note.map { .string($0) }), ("asked_on", .day(correction.askedOn)), ("due", due.map(JSONParts.deadline)),
    ])
  }

  static func enterprise(_ code: String, _ name: String) -> JSONText { .object([("credit_code", .string(code)), ("name", .string(name))]) }

  static func decision(_ decision: RecordedDecision) -> JSONText {
    .present([
      ("outcome", .string(decision.outcome)), ("amount_cny", decision.amount.map { .cny($0) }),
      ("office_part_cny", decision.officePart.map { .cny($0) }), ("is_ceiling", .boolean(decision.isCeiling)),
      ("as_of", .day(decision.asOf)), ("record_sha256", .string(decision.recordSHA256)),
      ("packages_sha256", .string(decision.packagesSHA256)),
    ])
  }

  static func review(_ review: CaseState.Review) -> JSONText {
    .present([
      ("step", .string(review.step)), ("by", .string(review.by)), ("day", .day(review.day)), ("outcome", .string(review.outcome.rawValue)),
      ("granted_cny", review.granted.map { .cny($0) }), ("reason", review.reason.map { .string($0) }),
      ("note", review.note.map { .string($0) }),
    ])
  }

  static func payment(_ payment: CaseState.Payment) -> JSONText {
    .object([("amount_cny", .cny(payment.amount)), ("day", .day(payment.day)), ("reference", .string(payment.reference))])
  }

  private static func recovery(_ recovery: CaseState.Recovery) -> JSONText {
    .object([
      ("demanded_cny", .cny(recovery.demanded)), ("received_cny", .cny(recovery.received)),
      ("handed_on_cny", .cny(recovery.handedOn)), ("finding", .string(recovery.finding)), ("day", .day(recovery.day)),
    ])
  }

  /// Where a case stands, as one word.
  static func place(_ state: CaseState) -> String {
    switch state.position {
    case .draft: "draft"
    case .at(let step, let phase): step + "/" + phase.rawValue
    case .ended(let ending): ending.rawValue
    }
  }
}
