import FundLedger
import Storage

/// The book and the limits in rows: entries, balances, parts of cases, uses.
struct FundProjection: Projection {
  static let name = "funds"
  static let version: Int64 = 2
  static let tables = ["ledger_entries", "ledger_accounts", "ledger_cases", "limits", "limit_uses"]
  static let statements: [Migration.Statement] = [
    """
    CREATE TABLE ledger_entries (
      seq {bigint} NOT NULL PRIMARY KEY, scheme {text} NOT NULL, year {bigint} NOT NULL, share {text} NOT NULL, act {text} NOT NULL,
      case_id {text}, debit {text} NOT NULL, credit {text} NOT NULL, amount_minor {bigint} NOT NULL, reference {text} NOT NULL,
      day {text} NOT NULL, actor {text} NOT NULL, at {text} NOT NULL) {strict}
    """,
    "CREATE INDEX ledger_entries_of_case ON ledger_entries (case_id, seq)",
    "CREATE INDEX ledger_entries_of_fund ON ledger_entries (scheme, year, seq)",
    """
    CREATE TABLE ledger_accounts (
      account {text} NOT NULL PRIMARY KEY, scheme {text} NOT NULL, year {bigint} NOT NULL, share {text} NOT NULL, bucket {text} NOT NULL,
      balance_minor {bigint} NOT NULL) {strict}
    """,
    """
    CREATE TABLE ledger_cases (
      account {text} NOT NULL, case_id {text} NOT NULL, scheme {text} NOT NULL, year {bigint} NOT NULL, share {text} NOT NULL,
      bucket {text} NOT NULL, balance_minor {bigint} NOT NULL, PRIMARY KEY (account, case_id)) {strict}
    """,
    "CREATE INDEX ledger_cases_of_case ON ledger_cases (case_id)",
    // The ceiling is that of the last claim that took of it.
    "CREATE TABLE limits (key {text} NOT NULL PRIMARY KEY, used {bigint} NOT NULL, ceiling {bigint} NOT NULL) {strict}",
    "CREATE INDEX limits_used_up ON limits (used, key) WHERE used = ceiling AND used > 0",
    """
    CREATE TABLE limit_uses (
      case_id {text} NOT NULL, key {text} NOT NULL, quantity {bigint} NOT NULL, PRIMARY KEY (case_id, key)) {strict}
    """,
    "CREATE INDEX limit_uses_of_key ON limit_uses (key, case_id)",
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    switch event.type {
    case "ledger.posted": try post(try JSONBody.value(Entry.self, event.body), event, in: tx)
    case "limits.changed":
      let change = try JSONBody.value(LimitChange.self, event.body)
      for use in change.taken { try take(use, change.caseID, in: tx) }
      for part in change.givenBack { try giveBack(part, change.caseID, in: tx) }
    default: break
    }
  }

  private func post(_ entry: Entry, _ event: LoggedEvent, in tx: any Transaction) throws {
    for posting in entry.postings {
      try tx.execute(
        """
        INSERT INTO ledger_entries (seq, scheme, year, share, act, case_id, debit, credit, amount_minor, reference, day, actor, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        [
          .integer(event.seq), .text(entry.fund.scheme), .integer(Int64(entry.fund.year)), .text(entry.share ?? ""),
          .text(entry.act.rawValue), .of(entry.caseID), .text(posting.debit.bucket.rawValue), .text(posting.credit.bucket.rawValue),
          .integer(posting.amount.minor), .text(entry.reference), .text(entry.day.description), .text(event.actor), .text(event.at),
        ])
    }
    for (account, amount) in entry.changes {
      try tx.execute(
        """
        INSERT INTO ledger_accounts (account, scheme, year, share, bucket, balance_minor) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account) DO UPDATE SET balance_minor = ledger_accounts.balance_minor + excluded.balance_minor
        """,
        [
          .text(LedgerStore.text(account)), .text(account.fund.scheme), .integer(Int64(account.fund.year)), .text(account.share ?? ""),
          .text(account.bucket.rawValue), .integer(amount.minor),
        ])
    }
    for (part, amount) in entry.caseChanges {
      try tx.execute(
        """
        INSERT INTO ledger_cases (account, case_id, scheme, year, share, bucket, balance_minor) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (account, case_id) DO UPDATE SET balance_minor = ledger_cases.balance_minor + excluded.balance_minor
        """,
        [
          .text(LedgerStore.text(part.account)), .text(part.caseID), .text(part.account.fund.scheme),
          .integer(Int64(part.account.fund.year)), .text(part.account.share ?? ""), .text(part.account.bucket.rawValue),
          .integer(amount.minor),
        ])
    }
  }

  private func take(_ use: LimitUse, _ caseID: String, in tx: any Transaction) throws {
    try tx.execute(
      """
      INSERT INTO limits (key, used, ceiling) VALUES ($1, $2, $3)
      ON CONFLICT (key) DO UPDATE SET used = limits.used + excluded.used, ceiling = excluded.ceiling
      """, [.text(use.key.text), .integer(use.quantity), .integer(use.ceiling)])
    try tx.execute(
      """
      INSERT INTO limit_uses (case_id, key, quantity) VALUES ($1, $2, $3)
      ON CONFLICT (case_id, key) DO UPDATE SET quantity = limit_uses.quantity + excluded.quantity
      """, [.text(caseID), .text(use.key.text), .integer(use.quantity)])
  }

  private func giveBack(_ part: LimitTaken, _ caseID: String, in tx: any Transaction) throws {
    let (key, quantity) = (SQLValue.text(part.key.text), SQLValue.integer(part.quantity))
    try tx.execute("UPDATE limits SET used = used - $2 WHERE key = $1", [key, quantity])
    try tx.execute("UPDATE limit_uses SET quantity = quantity - $3 WHERE case_id = $1 AND key = $2", [.text(caseID), key, quantity])
  }
}
