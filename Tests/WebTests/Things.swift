import Casework
import HTTPTypes
import Policy
import Synchronization
import Values

@testable import Web

/// A small service with every kind of route.
final class Things: Sendable {
  let writes = Mutex(0)
  let contexts = Mutex<[IdempotencyContext]>([])
  let received = Mutex<[String]>([])

  static let schema = JSONSchema.named(
    "Thing",
    .object([
      .required("name", .string(minLength: 1, maxLength: 20), zh: "名称", en: "Name"), .required("amount", .money), .optional("day", .date),
      .optional("count", .integer(0...10)), .optional("kind", .oneOf(["a", "b"])),
      .optional("lines", .array(.object([.required("sum", .money)]), maxItems: 3)),
      .optional("more", .map(.boolean, maxEntries: 2)), .optional("note", .nullable(.string(maxLength: 5))),
    ]))
  static let example = JSONText.object([("name", .string("灯")), ("amount", .string("12.50"))])

  private static let title = Bilingual(zh: "物", en: "Thing")

  struct Crash: Error { let secret = "13800000000" }

  var site: Site {
    var site = Site(routes: pages + endpoints)
    site.identities = TestIdentities()
    site.signInPath = "/sign-in"
    return site
  }

  private var pages: [Route] {
    [
      .page("/", access: .anyone, summary: Self.title) { _ in .page(Page("首页", template: "test/plain", ["x": "<hello>"])) },
      .page("/home/{id}", access: .signedIn, summary: Self.title) { request in
        .page(Page(request["id"], template: "test/plain", ["x": .text(request["id"])]))
      },
      .page("/home/fixed", access: .anyone, summary: Self.title) { _ in .text("fixed", contentType: "text/plain") },
      .page("/review", access: .roles([.cityReviewer, .districtReviewer]), summary: Self.title) { _ in
        .text("review", contentType: "text/plain")
      },
      .page("/crash", access: .anyone, summary: Self.title) { _ in throw Crash() },
      .page("/file", access: .anyone, summary: Self.title) { _ in
        .download(Download([1, 2], contentType: "application/pdf", fileName: "收据\"1\".pdf"))
      },
      .page("/form", access: .anyone, summary: Self.title) { request in
        .page(Gallery.form(request, FormReader(FormValues(), words: request.words, language: request.language)))
      },
      .form("/form", access: .anyone, summary: Self.title) { request in
        var reader = request.formReader()
        Gallery.read(&reader)
        return reader.problems.isEmpty ? Answer.seeOther("/").noticing("enterprise.role_changed") : .page(Gallery.form(request, reader))
      },
      .form("/sign-in", access: .anyone, summary: Self.title, pace: .careful) { _ in
        .seeOther("/").startingSession(TestIdentities.session(.enterprise))
      },
      .form("/sign-out", access: .signedIn, summary: Self.title) { _ in .seeOther("/").endingSession() },
      .upload("/upload", access: .anyone, summary: Self.title, limit_bytes: 4096) { request, upload in
        let form = try await upload.read { start in Receiver(things: self, start: start) }
        return .text(
          form.files.map { "\($0.field) \($0.displayName) \($0.length_bytes) \($0.reference)" }.joined(separator: "\n") + "|"
            + (form["company"] ?? ""), contentType: "text/plain")
      },
    ]
  }

  struct Receiver: FileReceiver {
    let things: Things
    let start: FileStart
    func receive(_ bytes: [UInt8]) async throws { things.received.withLock { $0.append("bytes") } }
    func finish() async throws -> String {
      if start.displayName.hasSuffix(".exe") { throw Failure.refused("file.kind", zh: "不收这种文件。", en: "No such files.") }
      things.received.withLock { $0.append("finish") }
      return "ref"
    }
    func cancel() async { things.received.withLock { $0.append("cancel") } }
  }

  private var endpoints: [Route] {
    [
      .api(
        .get, "/api/v1/things", access: .signedIn, summary: Self.title,
        .read(
          tag: "things", scope: "things:read",
          query: [
            .init(name: "cursor", schema: .string(maxLength: 500), summary: Self.title),
            .init(name: "limit", schema: .integer(1...50), summary: Self.title),
          ],
          responses: [
            .init(
              status: .ok, summary: Self.title, schema: .object([.required("next", .string(maxLength: 500))]),
              example: .object([("next", .string("x"))]))
          ]
        ) { api in
          let place = try api.request.place(list: "things")
          return .json(.object([("next", .string(api.request.cursor("\((Int(place ?? "0") ?? 0) + 1)", list: "things")))]))
        }),
      .api(
        .get, "/api/v1/things/{id}", access: .signedIn, summary: Self.title,
        .read(
          tag: "things", scope: "things:read",
          responses: [.init(status: .ok, summary: Self.title, schema: Self.schema, example: Self.example)]
        ) { api in
          .json(Self.example, version: "7")
        }),
      .api(
        .post, "/api/v1/things", access: .roles([.enterprise]), summary: Self.title, limit_bytes: 2048,
        .write(
          tag: "things", scope: "things:write", body: Self.schema, bodyExample: Self.example,
          responses: [.init(status: .created, summary: Self.title, schema: Self.schema, example: Self.example)]
        ) { api in
          self.contexts.withLock { $0 += [api.idempotency].compactMap(\.self) }
          let n = self.writes.withLock { writes in
            writes += 1
            return writes
          }
          return APIAnswer.json(
            .object([("name", .string(api.body.string("name"))), ("amount", .string(api.body.money("amount").description))]),
            status: .created, version: String(n), location: "/api/v1/things/\(n)")
        }),
      .api(
        .put, "/api/v1/things/{id}", access: .roles([.enterprise]), summary: Self.title,
        .write(
          tag: "things", scope: "things:write", body: Self.schema,
          responses: [.init(status: .ok, summary: Self.title, schema: Self.schema)], needsVersion: true
        ) { api in
          self.contexts.withLock { $0 += [api.idempotency].compactMap(\.self) }
          guard api.version == "7" else { throw Frame.otherVersion }
          return .json(Self.example, version: "8")
        }),
      .api(
        .post, "/api/v1/match", access: .anyone, summary: Self.title,
        .read(
          tag: "policy", scope: nil, body: .object([.required("facts", .map(.any, maxEntries: 100))]),
          responses: [.init(status: .ok, summary: Self.title, schema: .any)]
        ) { api in
          .bytes(api.bytes)
        }),
    ]
  }
}
