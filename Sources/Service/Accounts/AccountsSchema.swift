public import Storage

/// The tables of accounts that are not projections: secrets and passing things, which the event log must not hold.
public enum AccountsSchema {
  /// To be applied after Storage's own.
  public static let migrations = [
    Migration(
      name: "accounts-1",
      statements: [
        // One row an account. Times are milliseconds after 1970. `totp_pending` waits for its first code.
        """
        CREATE TABLE credentials (
          account {text} NOT NULL PRIMARY KEY, salt {blob} NOT NULL, hash {blob} NOT NULL, parameters {text} NOT NULL,
          totp_secret {blob}, totp_pending {blob}, totp_last_step {bigint}, failures {bigint} NOT NULL, locked_until {bigint}) {strict}
        """,
        "CREATE TABLE recovery_codes (account {text} NOT NULL, hash {blob} NOT NULL, PRIMARY KEY (account, hash)) {strict}",
        // Wrong sign-ins under names that don't exist, by a keyed hash of the name: the table can't grow beyond its places.
        "CREATE TABLE sign_in_strangers (place {bigint} NOT NULL PRIMARY KEY, failures {bigint} NOT NULL, locked_until {bigint}) {strict}",
        // `stage` is 'open', or 'code' while the second step of signing in is awaited.
        """
        CREATE TABLE sessions (
          id_sha256 {blob} NOT NULL PRIMARY KEY, handle {text} NOT NULL UNIQUE, account {text} NOT NULL, stage {text} NOT NULL,
          created_at {bigint} NOT NULL, last_seen {bigint} NOT NULL, ends_at {bigint} NOT NULL, elevated_at {bigint},
          client {text}) {strict}
        """,
        "CREATE INDEX sessions_account ON sessions (account)",
        "CREATE INDEX sessions_ends_at ON sessions (ends_at)",
        """
        CREATE TABLE api_tokens (
          hash {blob} NOT NULL PRIMARY KEY, id {text} NOT NULL UNIQUE, account {text} NOT NULL, label {text} NOT NULL,
          scopes {text} NOT NULL, created_at {bigint} NOT NULL, expires_at {bigint} NOT NULL, revoked_at {bigint},
          last_used {bigint}) {strict}
        """,
        "CREATE INDEX api_tokens_account ON api_tokens (account)",
        """
        CREATE TABLE company_invitations (
          hash {blob} NOT NULL PRIMARY KEY, id {text} NOT NULL UNIQUE, company {text} NOT NULL, member_role {text} NOT NULL,
          label {text} NOT NULL, created_at {bigint} NOT NULL, expires_at {bigint} NOT NULL) {strict}
        """,
        "CREATE INDEX company_invitations_company ON company_invitations (company)",
      ])
  ]
}
