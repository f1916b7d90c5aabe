import Casework
import Storage

/// The papers that were promised, and the codes of papers that no single case gives rise to.
struct OversightProjection: Projection {
  static let name = "oversight"
  static let version: Int64 = 2
  static let tables = ["open_promises", "paper_codes"]
  static let statements: [Migration.Statement] = [
    """
    CREATE TABLE open_promises (
      case_id {text} NOT NULL, paper {text} NOT NULL, due_day {text} NOT NULL, PRIMARY KEY (case_id, paper)) {strict}
    """,
    "CREATE INDEX open_promises_due ON open_promises (due_day)",
    """
    CREATE TABLE paper_codes (
      code {text} NOT NULL PRIMARY KEY, kind {text} NOT NULL, subject {text} NOT NULL, sha256 {text} NOT NULL, at {text} NOT NULL) {strict}
    """,
    "CREATE INDEX paper_codes_of_subject ON paper_codes (subject)",
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    switch event.type {
    case "case.accepted", "case.promise_kept", "case.promises_met":
      try note(try JSONBody.value(CaseEvent.self, event.body), case: String(event.stream.dropFirst(5)), in: tx)
    case "notice.opened":
      let notice = try JSONBody.value(Notice.self, event.body)
      try keep(Verification(kind: .notice, caseID: notice.id, sha256: notice.sha256), at: event.at, in: tx)
    case "batch.ordered":
      let batch = try JSONBody.value(PaymentBatch.self, event.body)
      try keep(Verification(kind: .payments, caseID: batch.id, sha256: Digest.sha256(event.body)), at: event.at, in: tx)
    default: break
    }
  }

  private func note(_ event: CaseEvent, case id: String, in tx: any Transaction) throws {
    switch event {
    case .accepted(_, _, let promises, _, _):
      for promise in promises {
        try tx.execute(
          """
          INSERT INTO open_promises (case_id, paper, due_day) VALUES ($1, $2, $3)
          ON CONFLICT (case_id, paper) DO UPDATE SET due_day = excluded.due_day
          """, [.text(id), .text(promise.paper), .text(promise.due.description)])
      }
    case .promiseKept(let file, _):
      try close([file.kind], case: id, in: tx)
    case .promisesMet(let papers, _): try close(papers, case: id, in: tx)
    default: break
    }
  }

  private func close(_ papers: [String], case id: String, in tx: any Transaction) throws {
    for paper in papers {
      try tx.execute("DELETE FROM open_promises WHERE case_id = $1 AND paper = $2", [.text(id), .text(paper)])
    }
  }

  private func keep(_ paper: Verification, at: String, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO paper_codes (code, kind, subject, sha256, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code) DO NOTHING",
      [.text(paper.code), .text(paper.kind.rawValue), .text(paper.caseID), .text(paper.sha256), .text(at)])
  }
}
