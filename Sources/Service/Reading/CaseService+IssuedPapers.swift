import Storage

extension CaseService {
  /// A paper with its code, as the service knows it: what is printed must carry exactly this.
  public struct IssuedPaper: Sendable, Hashable {
    /// What it is and the hash of what it says.
    public let paper: Verification
    /// When it came to be, RFC 3339.
    public let at: String
  }

  /// The latest paper of a kind of a case, notice or batch; nil where there is none. Whoever asks has been allowed to see its subject.
  public func issuedPaper(_ kind: Verification.Kind, of id: String) async throws -> IssuedPaper? {
    try await database.read { tx in
      let row =
        switch kind {
        case .receipt, .decision:
          try tx.first(
            "SELECT sha256, at FROM verifications WHERE case_id = $1 AND kind = $2 ORDER BY at DESC LIMIT 1",
            [.text(id), .text(kind.rawValue)])
        case .notice, .payments:
          try tx.first("SELECT sha256, at FROM paper_codes WHERE subject = $1 AND kind = $2", [.text(id), .text(kind.rawValue)])
        }
      return row.map { IssuedPaper(paper: Verification(kind: kind, caseID: id, sha256: $0.text(0)), at: $0.text(1)) }
    }
  }
}
