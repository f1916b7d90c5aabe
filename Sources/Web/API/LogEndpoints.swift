import Policy
import Service
import Values

/// The log of all acts, for the auditor: places and hashes, so that it can be kept elsewhere and compared.
struct LogEndpoints: Sendable {
  let desk: Desk

  private static let auditor = Access.roles([.auditor])

  var routes: [Route] {
    let cases = desk.cases
    return [
      .api(
        .get, "/api/v1/log/head", access: Self.auditor, summary: Bilingual(zh: "日志末端", en: "Where the log ends"),
        .read(
          tag: "log", scope: "audit:read",
          responses: API.ok(
            "最后一条的序号和哈希", "Number and hash of the last event",
            .object([.required("seq", JSONParts.count), .required("hash", JSONParts.sha256)]))
        ) { api in
          let end = try await cases.logEnd(by: api.actor)
          return .json(.object([("seq", .integer(end.seq)), ("hash", .string(end.hash))]))
        }),
      .api(
        .get, "/api/v1/log", access: Self.auditor, summary: Bilingual(zh: "操作日志", en: "The log of all acts"),
        .read(
          tag: "log", scope: "audit:read",
          query: [
            API.parameter("after", .integer(0...Int64.max), "从该序号之后", "After this number"),
            API.parameter("limit", .integer(1...1000), "条数，默认 100", "How many; 100 unless stated"),
          ], responses: API.ok("事件，由早到晚；不含内容", "Events, first to last, without their bodies", CaseReadingEndpoints.items(Self.line))
        ) { api in
          let after = api.query("after").flatMap { Int64($0) } ?? 0
          let limit = api.query("limit").flatMap { Int($0) } ?? 100
          return .json(CaseReadingEndpoints.items(try await cases.log(after: after, limit: limit, by: api.actor).map(Self.line)))
        }),
    ]
  }

  private static let line = JSONSchema.object([
    .required("seq", JSONParts.version), .required("stream", JSONParts.text), .required("type", JSONParts.id),
    .required("at", JSONParts.moment),
    .required("actor", JSONParts.id), .required("role", JSONParts.text), .required("previous_hash", .string(maxLength: 64)),
    .required("hash", JSONParts.sha256),
  ])

  private static func line(_ line: CaseService.LogLine) -> JSONText {
    .object([
      ("seq", .integer(line.seq)), ("stream", .string(line.stream)), ("type", .string(line.type)), ("at", .string(line.at)),
      ("actor", .string(line.actor)), ("role", .string(line.role)), ("previous_hash", .string(line.previousHash)),
      ("hash", .string(line.hash)),
    ])
  }
}
