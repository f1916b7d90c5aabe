import Storage

/// What the people of enterprises were told.
struct MessageProjection: Projection {
  static let name = "messages"
  static let version: Int64 = 1
  static let tables = ["team_messages"]
  static let statements: [Migration.Statement] = [
    """
    CREATE TABLE team_messages (
      seq {bigint} NOT NULL PRIMARY KEY, enterprise {text} NOT NULL, case_id {text} NOT NULL, kind {text} NOT NULL, subject {text} NOT NULL,
      actor {text} NOT NULL, at {text} NOT NULL, body {text} NOT NULL) {strict}
    """,
    "CREATE INDEX team_messages_of_enterprise ON team_messages (enterprise, seq)",
    "CREATE INDEX team_messages_by_subject ON team_messages (kind, subject, case_id)",
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    guard event.type == "team.told" else { return }
    let message = try JSONBody.value(TeamMessage.self, event.body)
    try tx.execute(
      "INSERT INTO team_messages (seq, enterprise, case_id, kind, subject, actor, at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      [
        .integer(event.seq), .text(message.enterprise), .text(message.caseID), .text(message.content.kind), .text(message.content.subject),
        .text(event.actor), .text(event.at), .text(event.body),
      ])
  }
}
