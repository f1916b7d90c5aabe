/// The tables that belong to Storage itself.
public enum StorageSchema {
  /// Events, idempotency keys, the state of projections. `migrate` applies them before all others.
  public static let migrations = [
    Migration(
      name: "storage-1-events",
      statements: [
        """
        CREATE TABLE events (
          seq {bigint} NOT NULL PRIMARY KEY, stream {text} NOT NULL, version {bigint} NOT NULL, type {text} NOT NULL, at {text} NOT NULL,
          actor {text} NOT NULL, role {text} NOT NULL, body {text} NOT NULL, previous_hash {blob} NOT NULL, hash {blob} NOT NULL,
          UNIQUE (stream, version)) {strict}
        """,
        // One row: where the log ends. Reading it costs less than looking for the largest seq, and a log cut off at its end shows.
        "CREATE TABLE event_head (id {bigint} NOT NULL PRIMARY KEY CHECK (id = 1), seq {bigint} NOT NULL, hash {blob} NOT NULL) {strict}",
        .only(.sqlite, "INSERT INTO event_head VALUES (1, 0, zeroblob(32))"),
        .only(.postgresql, "INSERT INTO event_head VALUES (1, 0, decode(repeat('00', 32), 'hex'))"),
        .only(
          .sqlite,
          "CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"),
        .only(
          .sqlite,
          "CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"),
        .only(
          .postgresql,
          """
          CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
          BEGIN RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation'; END $body$
          """),
        .only(
          .postgresql,
          "CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION events_are_append_only()"),
        .only(
          .postgresql,
          "CREATE TRIGGER events_no_delete BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_append_only()"),
        .only(
          .postgresql,
          "CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()"),
      ]),
    Migration(
      name: "storage-2-idempotency",
      statements: [
        """
        CREATE TABLE idempotency (
          owner {text} NOT NULL, key {text} NOT NULL, request_sha256 {text} NOT NULL, status {bigint} NOT NULL, response {text} NOT NULL,
          at {text} NOT NULL, PRIMARY KEY (owner, key)) {strict}
        """,
        "CREATE INDEX idempotency_at ON idempotency (at)",
      ]),
    Migration(
      name: "storage-3-projections",
      statements: [
        "CREATE TABLE projections (name {text} NOT NULL PRIMARY KEY, version {bigint} NOT NULL, seq {bigint} NOT NULL) {strict}"
      ]),
    // What the rows of a projection follow from beside the events.
    Migration(
      name: "storage-4-projection-basis", statements: ["ALTER TABLE projections ADD COLUMN basis {text} NOT NULL DEFAULT ''"]),
  ]
}
