import Casework
import Storage
import Values

/// What is compared across claims: vouchers, what a claim is about, bank accounts.
///
/// What several claims have in common is noted as it comes up, so that nobody has to look through all of them. A note may outlive its
/// reason, when a claim is corrected or refused: whoever reads it asks whether it still holds.
extension CaseProjection {
  static let checkTables = ["case_vouchers", "case_subjects", "case_accounts", "shared_vouchers", "shared_accounts"]
  static let checkStatements: [Migration.Statement] = [
    """
    CREATE TABLE case_vouchers (
      case_id {text} NOT NULL, line {bigint} NOT NULL, fingerprint {text} NOT NULL, amount_minor {bigint} NOT NULL,
      PRIMARY KEY (case_id, line)) {strict}
    """,
    "CREATE INDEX case_vouchers_by_fingerprint ON case_vouchers (fingerprint, case_id)",
    "CREATE TABLE shared_vouchers (fingerprint {text} NOT NULL PRIMARY KEY) {strict}",
    """
    CREATE TABLE case_subjects (
      case_id {text} NOT NULL PRIMARY KEY, subject {text} NOT NULL, measure {text} NOT NULL, enterprise {text} NOT NULL,
      plain_name {text} NOT NULL, related {text} NOT NULL) {strict}
    """,
    "CREATE INDEX case_subjects_by_enterprise ON case_subjects (subject, measure, enterprise, case_id)",
    "CREATE INDEX case_subjects_by_name ON case_subjects (subject, measure, plain_name, case_id)",
    "CREATE INDEX case_subjects_by_related ON case_subjects (subject, measure, related, case_id)",
    // Accounts are compared by their hash, and shown masked.
    """
    CREATE TABLE case_accounts (
      case_id {text} NOT NULL PRIMARY KEY, account_sha256 {text} NOT NULL, masked {text} NOT NULL, enterprise {text} NOT NULL) {strict}
    """,
    "CREATE INDEX case_accounts_by_account ON case_accounts (account_sha256, enterprise)",
    "CREATE TABLE shared_accounts (account_sha256 {text} NOT NULL PRIMARY KEY) {strict}",
  ]

  /// Takes in what a claim says now.
  func writeChecks(_ state: CaseState, in tx: any Transaction) throws {
    try writeVouchers(state, in: tx)
    try writeSubject(state, in: tx)
    try writeAccount(state, in: tx)
  }

  private func writeVouchers(_ state: CaseState, in tx: any Transaction) throws {
    try tx.execute("DELETE FROM case_vouchers WHERE case_id = $1", [.text(state.id)])
    for (line, voucher) in state.content.vouchers.enumerated() {
      try tx.execute(
        """
        INSERT INTO shared_vouchers (fingerprint) SELECT fingerprint FROM case_vouchers WHERE fingerprint = $1 LIMIT 1
        ON CONFLICT (fingerprint) DO NOTHING
        """, [.text(voucher.fingerprint)])
      try tx.execute(
        "INSERT INTO case_vouchers (case_id, line, fingerprint, amount_minor) VALUES ($1, $2, $3, $4)",
        [.text(state.id), .integer(Int64(line + 1)), .text(voucher.fingerprint), .integer(voucher.amount.minor)])
    }
  }

  private func writeSubject(_ state: CaseState, in tx: any Transaction) throws {
    try tx.execute("DELETE FROM case_subjects WHERE case_id = $1", [.text(state.id)])
    guard let procedure = procedures.first(where: { $0.id == state.procedure }), let subject = procedure.subject(of: state) else { return }
    let related = procedure.relatedCompany.flatMap { state.content.particulars[$0] }.map(Plain.text) ?? ""
    try tx.execute(
      "INSERT INTO case_subjects (case_id, subject, measure, enterprise, plain_name, related) VALUES ($1, $2, $3, $4, $5, $6)",
      [
        .text(state.id), .text(subject), .text(state.measure), .text(state.enterprise), .text(Plain.text(state.enterpriseName)),
        .text(related),
      ])
  }

  private func writeAccount(_ state: CaseState, in tx: any Transaction) throws {
    guard let account = state.content.bank else { return }
    let sha256 = SQLValue.text(Digest.sha256(account.number))
    try tx.execute(
      """
      INSERT INTO case_accounts (case_id, account_sha256, masked, enterprise) VALUES ($1, $2, $3, $4)
      ON CONFLICT (case_id) DO UPDATE SET account_sha256 = excluded.account_sha256, masked = excluded.masked
      """, [.text(state.id), sha256, .text(account.masked), .text(state.enterprise)])
    // One enterprise may have thousands of claims with one account: those of others come before or after it in the index.
    for condition in ["enterprise < $2", "enterprise > $2"] {
      try tx.execute(
        """
        INSERT INTO shared_accounts (account_sha256) SELECT account_sha256 FROM case_accounts
        WHERE account_sha256 = $1 AND \(condition) LIMIT 1 ON CONFLICT (account_sha256) DO NOTHING
        """, [sha256, .text(state.enterprise)])
    }
  }
}

extension Procedure {
  /// The particulars by which limits are counted.
  var subjectNames: [String] { dimensions.values.compactMap { if case .particular(let name) = $0 { name } else { nil } }.sorted() }

  /// What two claims for one thing have in common: the particular by which the procedure counts a limit, such as an exhibition.
  fileprivate func subject(of state: CaseState) -> String? {
    subjectNames.lazy.compactMap { state.content.particulars[$0].map(Plain.text) }.first { !$0.isEmpty }
  }
}
