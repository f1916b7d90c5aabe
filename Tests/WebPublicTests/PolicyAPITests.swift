import Diagnostics
import Policy
import Rules
import Service
import Testing
import Values

@testable import Web

@Suite("The policy API")
struct PolicyAPITests {
  private func json(_ text: String) throws -> DataNode { try FileReader.parse(SourceText(name: "answer.json", text: text)).get() }

  @Test("match says in short what the answerer says, for every worked case of a document")
  func match() throws {
    let content = try PublicWorld.content()
    let match = PolicyMatch(content.pool)
    let answerer = Answerer(content.book)
    for example in content.examples.of("jm2025-61.9.1.1.foreign") {
      var stated = [Value?](repeating: nil, count: content.book.facts.count)
      for (fact, value) in example.facts { stated[fact] = value }
      var choice = PolicyMatch.Choice()
      choice.includesIneligible = true
      choice.documents = Set(content.book.documents.indices)
      let root = try json(String(decoding: match.bytes(stated, asOf: example.asOf, choice), as: UTF8.self))
      let results = try #require(root["results"]?.items)
      let decisions = answerer.match(stated: stated, asOf: example.asOf)
      #expect(results.compactMap { $0["measure"]?.text } == content.book.measures.map(\.id))
      for (result, decision) in zip(results, decisions) {
        #expect(result["outcome"]?.text == decision.outcome.rawValue)
        #expect(result["amount"]?["cny"]?.text == decision.amount?.exact?.description)
        #expect(result["missing"]?.text == (decision.missing.isEmpty ? nil : String(decision.missing.count)))
        if let amount = decision.amount, amount.exact == nil {
          #expect(result["amount"]?["range_cny"]?.items?.first?.text == amount.lower.description)
          #expect(result["amount"]?["range_cny"]?.items?.last?.text == amount.upper?.description ?? "null")
        }
      }
      #expect(root["content_hash"]?.text == content.book.contentHash)
    }
  }

  @Test("by default what is refused and what is addressed to others is left out")
  func choice() async throws {
    let body = #"{"as_of":"2025-11-03","facts":{"enterprise_registered_city":"jiangmen","exhibition_place_class":"mainland"}}"#
    let answer = try await PublicWorld.send(.post, "/api/v1/match", body: body)
    #expect(answer.status == 200)
    let results = try #require(try json(answer.text)["results"]?.items)
    #expect(
      !results.isEmpty && results.allSatisfy { $0["measure"]?.text?.hasPrefix("jm2025-61.") == true && $0["outcome"]?.text != "ineligible" }
    )
    #expect(!results.contains { $0["measure"]?.text == "jm2025-61.9.1.1.foreign" })
  }

  @Test("money is written as it is everywhere", arguments: [0, 5, 99, 100, 12_345, -5, 3_000_000, 100_000_000_000_000_000])
  func money(minor: Int64) {
    var out: [UInt8] = []
    PolicyMatch.write(Money(minor: minor), to: &out)
    #expect(String(decoding: out, as: UTF8.self) == Money(minor: minor).description)
  }

  @Test(
    "what is wrong is said by pointer",
    arguments: [
      ("/api/v1/match", #"{"facts":{"no_such_fact":1}}"#, 422, "/facts/no_such_fact"),
      ("/api/v1/match", #"{"facts":{"participation_booths":"two"}}"#, 422, "/facts/participation_booths"),
      ("/api/v1/match", #"{"documents":["nope"]}"#, 422, "/documents/0"), ("/api/v1/decide", #"{"measure":"nope"}"#, 422, "/measure"),
      ("/api/v1/questions", #"{"measures":["jm2025-61.9.1.1.foreign","nope"]}"#, 422, "/measures/1"),
    ])
  func refused(path: String, body: String, status: Int, pointer: String) async throws {
    let answer = try await PublicWorld.send(.post, path, body: body)
    #expect(answer.status == status)
    #expect(answer.text.contains("\"pointer\":\"\(pointer)\""))
  }

  @Test(
    "bad bodies are refused before anything is asked",
    arguments: ["", "{", "[]", #"{"zz":1}"#, #"{"as_of":"2025-02-30"}"#, #"{"facts":[]}"#])
  func badBodies(body: String) async throws {
    let status = try await PublicWorld.send(.post, "/api/v1/match", body: body).status
    #expect(status == 400 || status == 422)
  }

  @Test("decide, questions and nearest give what the commands print")
  func twins() async throws {
    let content = try PublicWorld.content()
    let body = #"{"measure":"jm2025-61.9.1.1.foreign","as_of":"2025-11-03","facts":{"participation_booths":2}}"#
    let measure = try #require(content.book.measure("jm2025-61.9.1.1.foreign"))
    let fact = try #require(content.book.program.schema.fact(named: "participation_booths"))
    var stated = [Value?](repeating: nil, count: content.book.facts.count)
    stated[fact] = .number(Number(2))
    let day = try #require(CivilDate("2025-11-03"))
    let answer = Answerer(content.book).answer(measure, stated: stated, asOf: day)
    #expect(try await PublicWorld.send(.post, "/api/v1/decide", body: body).text == answer.json().compact)
    let nearest = Answerer(content.book).nearest(measure, stated: stated, asOf: day)
    #expect(
      try await PublicWorld.send(.post, "/api/v1/nearest", body: body).text
        == content.book.json(nearest, from: answer.decision, of: measure, asOf: day).compact)
    let asked = #"{"measures":["jm2025-61.9.1.1.foreign"],"as_of":"2025-11-03","facts":{"participation_booths":2}}"#
    let questions = Answerer(content.book).questions([measure], stated: stated, asOf: day)
    #expect(try await PublicWorld.send(.post, "/api/v1/questions", body: asked).text == content.book.json(questions, of: [measure]).compact)
  }

  @Test("the pages of the catalogue follow each other to the end")
  func cursor() async throws {
    let book = try PublicWorld.content().book
    var ids: [String] = []
    var address: String? = "/api/v1/policies?limit=100"
    while let next = address {
      let root = try json(try await PublicWorld.send(.get, next).text)
      ids += root["policies"]?.items?.compactMap { $0["id"]?.text } ?? []
      address = root["next_cursor"]?.text.map { "/api/v1/policies?limit=100&cursor=\($0)" }
      #expect(root["count"]?.text == String(book.clauses.count))
    }
    #expect(ids == book.clauses.map(\.id))
    #expect(try await PublicWorld.send(.get, "/api/v1/policies?cursor=nope").status == 400)
    #expect(try await PublicWorld.send(.get, "/api/v1/policies/nope").status == 404)
  }

  @Test(
    "every answer is what its schema says",
    arguments: [
      "/api/v1/documents", "/api/v1/policies?limit=100", "/api/v1/facts", "/api/v1/policies/jm2025-61.9.1.1.foreign",
      "/api/v1/policies/jm2025-61.1.purpose",
    ])
  func schemas(path: String) async throws {
    let answer = try await PublicWorld.send(.get, path)
    #expect(answer.status == 200)
    let routes = PolicyEndpoints(try PublicWorld.content()).routes
    let plain = path.split(separator: "?")[0]
    let route = try #require(
      routes.first { $0.path.text == plain || plain.hasPrefix("/api/v1/policies/") && $0.path.text == "/api/v1/policies/{id}" })
    guard case .api(let endpoint) = route.action, let schema = endpoint.responses.first?.schema else { return #expect(Bool(false)) }
    #expect(schema.problems(try json(answer.text)).isEmpty)
  }
}

@Suite("The pool of answerers")
struct AnswererPoolTests {
  @Test("nested work gets an answerer of its own; idle ones are used again, and no more are kept than wanted")
  func lending() throws {
    let pool = AnswererPool(try PublicWorld.content().book, capacity: 1)
    #expect(pool.idleCount == 0)
    let first = pool.with { ObjectIdentifier($0) }
    #expect(pool.idleCount == 1)
    pool.with { outer in
      #expect(ObjectIdentifier(outer) == first)
      pool.with { inner in #expect(inner !== outer) }
    }
    #expect(pool.idleCount == 1)
  }

  @Test("an error gives the answerer back")
  func errors() throws {
    struct Stop: Error {}
    let pool = AnswererPool(try PublicWorld.content().book)
    #expect(throws: Stop.self) { try pool.with { _ in throw Stop() } }
    #expect(pool.idleCount == 1)
  }

  @Test("many tasks at once get the answers that one gets alone")
  func together() async throws {
    let content = try PublicWorld.content()
    let pool = AnswererPool(content.book)
    let examples = content.examples.of("jm2025-61.9.1.1.foreign")
    let measure = try #require(content.book.measure("jm2025-61.9.1.1.foreign"))
    let right = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<400 {
        group.addTask {
          let example = examples[number % examples.count]
          var stated = [Value?](repeating: nil, count: content.book.facts.count)
          for (fact, value) in example.facts { stated[fact] = value }
          let decision = pool.with { $0.match([measure], stated: stated, asOf: example.asOf)[0] }
          return decision.outcome == example.decision.outcome && decision.amount == example.decision.amount
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(right == 400)
    #expect(pool.idleCount <= 64)
  }
}
