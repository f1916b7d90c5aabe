public import Casework
import Storage

extension CaseService {
  /// The paper of a kind that holds for a case, notice or batch; nil where there is none. Whoever asks has been allowed to see its subject.
  ///
  /// - Parameter sha256: of a case, the one paper with this hash, whether it holds or not.
  public func issuedPaper(_ kind: Verification.Kind, of id: String, sha256: String? = nil) async throws -> IssuedPaper? {
    try await database.read { tx in
      let row =
        switch kind {
        case .receipt, .decision:
          try tx.first(
            """
            SELECT sha256, at, superseded_at FROM verifications
            WHERE case_id = $1 AND kind = $2 AND (sha256 = $3 OR ($3 = '' AND superseded_at IS NULL))
            """, [.text(id), .text(kind.rawValue), .text(sha256 ?? "")])
        case .notice, .payments:
          try tx.first("SELECT sha256, at, NULL FROM paper_codes WHERE subject = $1 AND kind = $2", [.text(id), .text(kind.rawValue)])
        }
      return row.map {
        IssuedPaper(paper: Verification(kind: kind, caseID: id, sha256: $0.text(0)), at: $0.text(1), supersededAt: $0.optionalText(2))
      }
    }
  }

  /// What a code on a paper says it is; nil for a code that stands on none.
  public func verify(_ code: String) async throws -> IssuedPaper? {
    let plain = code.uppercased().filter { $0.isLetter || $0.isNumber }
    let groups = stride(from: 0, to: plain.count, by: 4).map { start in
      plain.dropFirst(start).prefix(4)
    }
    return try await database.read { tx in
      guard
        let row = try tx.first(
          """
          SELECT kind, case_id, sha256, at, superseded_at FROM verifications WHERE code = $1
          UNION ALL SELECT kind, subject, sha256, at, NULL FROM paper_codes WHERE code = $1
          """, [.text(groups.joined(separator: "-"))]),
        let kind = Verification.Kind(rawValue: row.text(0))
      else { return nil }
      return IssuedPaper(
        paper: Verification(kind: kind, caseID: row.text(1), sha256: row.text(2)), at: row.text(3), supersededAt: row.optionalText(4))
    }
  }

  /// The papers of a case that carry a code, first to last.
  public func codedPapers(case id: String, by actor: Actor) async throws -> [IssuedPaper] {
    try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      return try tx.query("SELECT kind, sha256, at, superseded_at FROM verifications WHERE case_id = $1 ORDER BY at, kind", [.text(id)])
        .compactMap { row in
          Verification.Kind(rawValue: row.text(0)).map {
            IssuedPaper(
              paper: Verification(kind: $0, caseID: id, sha256: row.text(1)), at: row.text(2), supersededAt: row.optionalText(3))
          }
        }
    }
  }

  /// What was found about an objection that is over, for the letter of the case it was about; nothing about who objected.
  public func finding(of objection: String, case id: String, by actor: Actor) async throws -> Objection.Finding? {
    try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      guard let objection = try ObjectionStore.load(objection, in: tx), objection.caseID == id, objection.isClosed else { return nil }
      return objection.findings.last
    }
  }
}
