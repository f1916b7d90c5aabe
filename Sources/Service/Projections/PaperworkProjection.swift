import Casework
import Storage
import Values

/// Calls, plans, notices, objections, releases, payment batches and reports in rows.
struct PaperworkProjection: Projection {
  static let name = "paperwork"
  static let version: Int64 = 1
  static let tables = ["calls", "plans", "notices", "objections", "releases", "batches", "batch_results", "reports", "readings"]
  static let statements: [Migration.Statement] = [
    "CREATE TABLE calls (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, opens {text} NOT NULL, closes {text} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE TABLE plans (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, office {text} NOT NULL, day {text} NOT NULL, lines {bigint} NOT NULL, total_minor {bigint} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE TABLE notices (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, number {text} NOT NULL, opens {text} NOT NULL, closes {text} NOT NULL, closed_at {text}, lines {bigint} NOT NULL, total_minor {bigint} NOT NULL, sha256 {text} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE INDEX notices_by_day ON notices (opens, id)",
    "CREATE TABLE objections (id {text} NOT NULL PRIMARY KEY, notice {text} NOT NULL, case_id {text} NOT NULL, level {text} NOT NULL, received {text} NOT NULL, due_day {text}, is_decided {bigint} NOT NULL, is_closed {bigint} NOT NULL, state {text} NOT NULL) {strict}",
    "CREATE INDEX objections_of_case ON objections (case_id)",
    "CREATE TABLE releases (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, budget_year {bigint} NOT NULL, day {text} NOT NULL, lines {bigint} NOT NULL, total_minor {bigint} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE TABLE batches (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, office {text} NOT NULL, budget_year {bigint} NOT NULL, day {text} NOT NULL, lines {bigint} NOT NULL, total_minor {bigint} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE TABLE batch_results (batch {text} NOT NULL, line {bigint} NOT NULL, outcome {text} NOT NULL, reference {text} NOT NULL, amount_minor {bigint} NOT NULL, at {text} NOT NULL, PRIMARY KEY (batch, line)) {strict}",
    "CREATE TABLE reports (id {text} NOT NULL PRIMARY KEY, procedure {text} NOT NULL, office {text} NOT NULL, day {text} NOT NULL, body {text} NOT NULL) {strict}",
    "CREATE TABLE readings (seq {bigint} NOT NULL PRIMARY KEY, case_id {text} NOT NULL, account {text} NOT NULL, role {text} NOT NULL, at {text} NOT NULL) {strict}",
    "CREATE INDEX readings_of_case ON readings (case_id, seq)",
  ]

  let calendar: WorkingCalendar

  /// Last days follow from the calendar.
  var basis: String { Digest.sha256(CalendarBasis.text(calendar).joined(separator: "\n")) }

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    switch event.type {
    case "call.announced":
      let call = try JSONBody.value(Call.self, event.body)
      try tx.execute(
        "INSERT INTO calls (id, procedure, opens, closes, body) VALUES ($1, $2, $3, $4, $5)",
        [.text(call.id), .text(call.procedure), .text(call.opens.description), .text(call.closes.description), .text(event.body)])
    case "plan.proposed":
      let plan = try JSONBody.value(Plan.self, event.body)
      try tx.execute(
        "INSERT INTO plans (id, procedure, office, day, lines, total_minor, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
          .text(plan.id), .text(plan.procedure), .text(plan.office), .text(plan.day.description), .integer(Int64(plan.lines.count)),
          .integer(plan.total?.minor ?? 0), .text(event.body),
        ])
    case "notice.opened":
      let notice = try JSONBody.value(Notice.self, event.body)
      try tx.execute(
        "INSERT INTO notices (id, procedure, number, opens, closes, closed_at, lines, total_minor, sha256, body) VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9)",
        [
          .text(notice.id), .text(notice.procedure), .text(notice.number), .text(notice.opens.description),
          .text(notice.lastDay(calendar).description), .integer(Int64(notice.lines.count)), .integer(notice.total?.minor ?? 0),
          .text(notice.sha256),
          .text(event.body),
        ])
    case "notice.closed":
      try tx.execute("UPDATE notices SET closed_at = $1 WHERE id = $2", [.text(event.at), .text(String(event.stream.dropFirst(7)))])
    case "objection.received", "objection.found", "objection.escalated", "objection.closed": try objection(event, in: tx)
    case "money.released":
      let order = try JSONBody.value(ReleaseOrder.self, event.body)
      let total = order.lines.reduce(Int64(0)) { $0 + $1.amount.minor }
      try tx.execute(
        "INSERT INTO releases (id, procedure, budget_year, day, lines, total_minor, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
          .text(order.id), .text(order.procedure), .integer(Int64(order.budgetYear)), .text(order.day.description),
          .integer(Int64(order.lines.count)), .integer(total), .text(event.body),
        ])
    case "batch.ordered":
      let batch = try JSONBody.value(PaymentBatch.self, event.body)
      try tx.execute(
        "INSERT INTO batches (id, procedure, office, budget_year, day, lines, total_minor, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
          .text(batch.id), .text(batch.procedure), .text(batch.office), .integer(Int64(batch.budgetYear)), .text(batch.day.description),
          .integer(Int64(batch.lines.count)), .integer(batch.total?.minor ?? 0), .text(event.body),
        ])
    case "batch.answered": try results(event, in: tx)
    case "batch.returned_late":
      let late = try JSONBody.value(LateReturn.self, event.body)
      try tx.execute(
        "UPDATE batch_results SET outcome = 'returned', reference = $1, at = $2 WHERE batch = $3 AND line = $4",
        [.text(late.reason), .text(event.at), .text(late.batch), .integer(Int64(late.line))])
    case "use.reported":
      let report = try JSONBody.value(UseReport.self, event.body)
      try tx.execute(
        "INSERT INTO reports (id, procedure, office, day, body) VALUES ($1, $2, $3, $4, $5)",
        [.text(report.id), .text(report.procedure), .text(report.office), .text(report.day.description), .text(event.body)])
    case "file.read":
      let reading = try JSONBody.value(FileReading.self, event.body)
      try tx.execute(
        "INSERT INTO readings (seq, case_id, account, role, at) VALUES ($1, $2, $3, $4, $5)",
        [.integer(event.seq), .text(reading.caseID), .text(event.actor), .text(event.role), .text(event.at)])
    default: break
    }
  }

  private func objection(_ event: LoggedEvent, in tx: any Transaction) throws {
    let id = String(event.stream.dropFirst(10))
    let state = Objection.evolve(try ObjectionStore.load(id, in: tx), try JSONBody.value(ObjectionEvent.self, event.body))
    let isDecided = state.findings.last?.level == state.level
    let due = isDecided ? nil : state.clock.deadline(calendar)?.date.description
    try tx.execute(
      """
      INSERT INTO objections (id, notice, case_id, level, received, due_day, is_decided, is_closed, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (id) DO UPDATE SET level = excluded.level, due_day = excluded.due_day, is_decided = excluded.is_decided,
        is_closed = excluded.is_closed, state = excluded.state
      """,
      [
        .text(id), .text(state.notice), .text(state.caseID), .text(state.level.rawValue), .text(event.at), .of(due),
        .integer(isDecided ? 1 : 0), .integer(state.isClosed ? 1 : 0), .text(try JSONBody.text(state)),
      ])
  }

  private func results(_ event: LoggedEvent, in tx: any Transaction) throws {
    let answer = try JSONBody.value(BankAnswer.self, event.body)
    for result in answer.results {
      let (outcome, reference): (String, String) =
        switch result.outcome {
        case .paid(let reference): ("paid", reference)
        case .returned(let reason): ("returned", reason)
        }
      try tx.execute(
        "INSERT INTO batch_results (batch, line, outcome, reference, amount_minor, at) VALUES ($1, $2, $3, $4, $5, $6)",
        [
          .text(answer.batch), .integer(Int64(result.line)), .text(outcome), .text(reference), .integer(result.amount.minor),
          .text(event.at),
        ])
    }
  }
}

/// Objections in their rows.
enum ObjectionStore {
  static func stream(_ id: String) -> String { "objection/" + id }

  static func load(_ id: String, in tx: any Transaction) throws -> Objection? {
    try tx.first("SELECT state FROM objections WHERE id = $1", [.text(id)]).map { try JSONBody.value(Objection.self, $0.text(0)) }
  }
}
