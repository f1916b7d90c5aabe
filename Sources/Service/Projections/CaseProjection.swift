import Casework
import Storage
import Values

/// One row a case, with what lists and queues need, and the case itself as its events tell it.
struct CaseProjection: Projection {
  static let name = "cases"
  static let version: Int64 = 4
  static let tables = ["cases", "case_counts", "verifications"] + checkTables
  static let statements: [Migration.Statement] =
    [
      """
      CREATE TABLE cases (
        id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, measure {text} NOT NULL, enterprise {text} NOT NULL,
        enterprise_name {text} NOT NULL, office {text}, place {text} NOT NULL, step {text}, phase {text}, ending {text},
        created_at {text} NOT NULL, submitted_at {text}, receipt {text}, amount_minor {bigint}, granted_minor {bigint}, due_day {text},
        is_paused {bigint} NOT NULL, taken_by {text}, plan {text}, notice {text}, disputes {bigint} NOT NULL, budget_year {bigint},
        release_order {text}, batch {text}, paid_minor {bigint} NOT NULL, demanded_minor {bigint} NOT NULL, recovered_minor {bigint} NOT NULL,
        due_order {text} NOT NULL, updated_at {text} NOT NULL, version {bigint} NOT NULL, state {text} NOT NULL) {strict}
      """,
      // What an enterprise has in hand and what it handed in are two lists: it may have thousands of either.
      "CREATE INDEX cases_of_enterprise ON cases (enterprise, id)",
      "CREATE INDEX cases_own_drafts ON cases (enterprise, id) WHERE place = 'draft'",
      "CREATE INDEX cases_own_claims ON cases (enterprise, id) WHERE place <> 'draft'",
      // Lists by the last day of the clock; cases without one come last.
      "CREATE INDEX cases_of_office ON cases (office, due_order, id)",
      "CREATE INDEX cases_of_step ON cases (office, place, due_order, id)",
      "CREATE INDEX cases_in_step ON cases (place, due_order, id)",
      "CREATE INDEX cases_due ON cases (due_order, id)",
      "CREATE INDEX cases_taken ON cases (taken_by, due_order, id) WHERE taken_by IS NOT NULL",
      "CREATE INDEX cases_paused ON cases (updated_at, id) WHERE is_paused = 1",
      "CREATE INDEX cases_of_plan ON cases (plan)",
      "CREATE INDEX cases_of_notice ON cases (notice)",
      "CREATE INDEX cases_of_batch ON cases (batch)",
      "CREATE INDEX cases_recovered ON cases (id) WHERE recovered_minor > 0",
      "CREATE INDEX cases_drafts ON cases (created_at, id) WHERE place = 'draft'",
      "CREATE INDEX cases_by_measure ON cases (measure, place, id)",
      "CREATE INDEX cases_judged ON cases (measure, updated_at, id) WHERE (granted_minor IS NOT NULL OR ending = 'refused')",
      """
      CREATE TABLE case_counts (
        measure {text} NOT NULL, office {text} NOT NULL, year {bigint} NOT NULL, place {text} NOT NULL, cases {bigint} NOT NULL,
        granted_minor {bigint} NOT NULL, paid_minor {bigint} NOT NULL, PRIMARY KEY (measure, office, year, place)) {strict}
      """,
      """
      CREATE TABLE verifications (
        code {text} NOT NULL PRIMARY KEY, kind {text} NOT NULL, case_id {text} NOT NULL, sha256 {text} NOT NULL, at {text} NOT NULL,
        superseded_at {text}) {strict}
      """,
      "CREATE INDEX verifications_of_case ON verifications (case_id)",
    ] + checkStatements

  let calendar: WorkingCalendar
  let procedures: [Procedure]

  /// Last days follow from the calendar, what a claim is about from the procedures.
  var basis: String {
    let subjects = procedures.sorted { $0.id < $1.id }.map { ([$0.id, $0.relatedCompany ?? ""] + $0.subjectNames).joined(separator: " ") }
    return Digest.sha256((CalendarBasis.text(calendar) + subjects).joined(separator: "\n"))
  }

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    guard event.type.hasPrefix("case."), event.stream.hasPrefix("case/") else { return }
    let body = try JSONBody.value(CaseEvent.self, event.body)
    let before = try CaseRow.state(String(event.stream.dropFirst(5)), in: tx)
    let after = CaseState.evolve(before, body)
    try write(after, at: event.at, in: tx)
    if let before { try count(before, by: -1, in: tx) }
    try count(after, by: 1, in: tx)
    switch body {
    case .submitted, .corrected, .accountChanged: try writeChecks(after, in: tx)
    default: break
    }
    try writePapers(after, body, at: event.at, in: tx)
  }

  /// Gives papers their codes. A case has one paper of a kind that holds; a new one takes its place, and a decision letter ends when its
  /// review has to be done again.
  private func writePapers(_ state: CaseState, _ event: CaseEvent, at: String, in tx: any Transaction) throws {
    let paper = Verification(state, event)
    guard let kind = paper?.kind ?? Verification.ended(by: event) else { return }
    try tx.execute(
      "UPDATE verifications SET superseded_at = $1 WHERE case_id = $2 AND kind = $3 AND superseded_at IS NULL",
      [.text(at), .text(state.id), .text(kind.rawValue)])
    guard let paper else { return }
    // A review done again in the same words on the same day gives the same letter, which holds again.
    try tx.execute(
      """
      INSERT INTO verifications (code, kind, case_id, sha256, at, superseded_at) VALUES ($1, $2, $3, $4, $5, NULL)
      ON CONFLICT (code) DO UPDATE SET at = excluded.at, superseded_at = NULL
      """, [.text(paper.code), .text(paper.kind.rawValue), .text(state.id), .text(paper.sha256), .text(at)])
  }

  /// What the row of a case holds, in the order of `columns`.
  func values(_ state: CaseState, createdAt: String, at: String) throws -> [SQLValue] {
    // The clock of a running notice is the public's; nobody is late when it ends.
    let isPublic = state.phase == .running && state.notice != nil && kind(of: state) == .notice
    let due = isPublic ? nil : state.clock.flatMap { $0.deadline(calendar) }?.date
    let ending: SQLValue = if case .ended(let ending) = state.position { .text(ending.rawValue) } else { .null }
    var values: [SQLValue] = [
      .text(state.id), .text(state.procedure), .text(state.measure), .text(state.enterprise), .text(state.enterpriseName),
      .of(state.office), .text(CaseRow.place(state)), .of(state.step), .of(state.phase?.rawValue), ending,
    ]
    values += [
      .text(createdAt), .of(state.receipt?.at), .of(state.receipt?.number), .of(state.decision?.amount?.minor), .of(state.granted?.minor),
      .of(due?.description), .integer(state.clock?.isPaused == true ? 1 : 0), .of(state.takenBy), .of(state.plan), .of(state.notice),
    ]
    values += [
      .integer(Int64(state.disputes.count)), .of(state.budgetYear.map(Int64.init)), .of(state.releaseOrder), .of(state.batch),
      .integer(state.paid.minor), .integer(state.recovery?.demanded.minor ?? 0), .integer(state.recovery?.received.minor ?? 0),
      .text(CaseRow.dueOrder(due)), .text(at),
      .integer(state.version), .text(try JSONBody.text(state)),
    ]
    return values
  }

  /// The columns of the table of cases.
  static let columns =
    "id, procedure, measure, enterprise, enterprise_name, office, place, step, phase, ending, created_at, submitted_at, receipt, "
    + "amount_minor, granted_minor, due_day, is_paused, taken_by, plan, notice, disputes, budget_year, release_order, batch, paid_minor, "
    + "demanded_minor, recovered_minor, due_order, updated_at, version, state"

  private func write(_ state: CaseState, at: String, in tx: any Transaction) throws {
    let columns = CaseProjection.columns
    let values = try values(state, createdAt: at, at: at)
    let places = (1...values.count).map { "$\($0)" }.joined(separator: ", ")
    let changed = columns.split(separator: ", ").filter { !["id", "created_at", "procedure", "measure", "enterprise"].contains($0) }
      .map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    try tx.execute("INSERT INTO cases (\(columns)) VALUES (\(places)) ON CONFLICT (id) DO UPDATE SET \(changed)", values)
  }

  /// Counts by measure, office, year and place, kept as cases move, so that statistics read a few rows.
  private func count(_ state: CaseState, by sign: Int64, in tx: any Transaction) throws {
    // The year in which it was handed in where the offices are; the time is written down in UTC.
    let year = state.receipt.flatMap { Moment($0.at) }.map { Int64($0.day.year) } ?? 0
    try tx.execute(
      """
      INSERT INTO case_counts (measure, office, year, place, cases, granted_minor, paid_minor) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (measure, office, year, place) DO UPDATE SET cases = case_counts.cases + excluded.cases,
        granted_minor = case_counts.granted_minor + excluded.granted_minor, paid_minor = case_counts.paid_minor + excluded.paid_minor
      """,
      [
        .text(state.measure), .text(state.office ?? ""), .integer(year), .text(CaseRow.place(state)),
        .integer(sign), .integer(sign * (state.granted?.minor ?? 0)), .integer(sign * state.paid.minor),
      ])
  }
}

extension CaseProjection {
  private func kind(of state: CaseState) -> Procedure.Step.Kind? {
    state.step.flatMap { step in procedures.first { $0.id == state.procedure }?.step(step)?.kind }
  }
}

/// A case in its row.
enum CaseRow {
  static func state(_ id: String, in tx: any Transaction) throws -> CaseState? {
    try tx.first("SELECT state FROM cases WHERE id = $1", [.text(id)]).map { try JSONBody.value(CaseState.self, $0.text(0)) }
  }

  /// The last day of the clock as lists are ordered by it: behind all days where there is none.
  static func dueOrder(_ day: CivilDate?) -> String { day?.description ?? "9999" }

  /// Where a case stands, as one word: `draft`, `step/phase` or an ending.
  static func place(_ state: CaseState) -> String {
    switch state.position {
    case .draft: "draft"
    case .at(let step, let phase): step + "/" + phase.rawValue
    case .ended(let ending): ending.rawValue
    }
  }
}

extension SQLValue {
  static func of(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
  static func of(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
}
