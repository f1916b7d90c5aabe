import HTTPTypes
import TestSupport
import Testing

@testable import Web

struct LimitTests {
  @Test("bodies beyond their limit are refused before they are read")
  func sizes() async throws {
    let test = try TestFrame(Things().site)
    let form = [HTTPField.Name.contentType: PageTests.formType]
    #expect(try await test.send(.post, "/form", headers: form.merging([.contentLength: "1048577"]) { $1 }, body: []).status == 413)
    #expect(
      try await test.send(.post, "/form", headers: form.merging([.contentLength: "99999999999999999999"]) { $1 }, body: []).status == 400)
    #expect(
      try await test.send(
        .post, "/form", headers: form.merging([.transferEncoding: "chunked"]) { $1 }, body: [UInt8](repeating: 97, count: 1_048_577),
        chunks: 65_536
      ).status == 413)
    #expect(try await test.send(.get, "/", headers: [.contentLength: "10"], body: [UInt8](repeating: 1, count: 10)).status == 413)
    #expect(try await test.send(.get, "/", headers: [.transferEncoding: "chunked"], body: []).status == 413)
    #expect(try await test.send(.post, "/form", headers: [.contentType: "text/xml"], body: [60]).status == 415)
    let pairs = (0...1000).map { "a\($0)=" }.joined(separator: "&")
    #expect(try await PageTests.post(test, "/form", pairs).status == 400)
  }

  @Test("who comes too often waits, and is told how long; others are not concerned")
  func rates() async throws {
    let test = try TestFrame(Things().site, rates: [.ordinary: .init(burst: 5, perMinute: 60), .careful: .init(burst: 2, perMinute: 6)])
    for _ in 0..<5 { #expect(try await test.send(.get, "/").status == 200) }
    let refused = try await test.send(.get, "/")
    #expect(refused.status == 429 && refused.headers[.retryAfter] == "1" && refused.text.contains("1 秒后"))
    #expect(try await test.send(.get, "/", address: "192.0.2.2").status == 200)
    test.clock.advance(seconds: 1)
    #expect(try await test.send(.get, "/").status == 200)
    #expect(try await test.send(.get, "/").status == 429)
    test.clock.advance(seconds: 60)
    for _ in 0..<2 { #expect(try await PageTests.post(test, "/sign-in", "").status == 403) }
    let careful = try await PageTests.post(test, "/sign-in", "")
    #expect(careful.status == 429 && careful.headers[.retryAfter] == "10")
    // What isn't there counts too.
    for _ in 0..<2 { #expect(try await test.send(.get, "/nothing").status == 404) }
    #expect(try await test.send(.get, "/nothing").status == 429)
    let free = try TestFrame(Things().site, rates: [.ordinary: .init(burst: 1, perMinute: 1)]) { $0.limitsRates = false }
    for _ in 0..<10 { #expect(try await free.send(.get, "/").status == 200) }
  }

  @Test("an account is held to its rate from any address")
  func accounts() async throws {
    let test = try TestFrame(Things().site, rates: [.ordinary: .init(burst: 3, perMinute: 60), .careful: .init(burst: 2, perMinute: 6)])
    for n in 0..<3 { #expect(try await test.send(.get, "/home/x", session: .finance, address: "192.0.2.\(n)").status == 200) }
    #expect(try await test.send(.get, "/home/x", session: .finance, address: "192.0.2.77").status == 429)
    #expect(try await test.send(.get, "/home/x", session: .auditor, address: "192.0.2.77").status == 200)
  }

  @Test("only a believed proxy's last entry counts as the address")
  func proxies() async throws {
    let rates: [Route.Pace: RateLimiter.Rate] = [.ordinary: .init(burst: 1, perMinute: 1), .careful: .init(burst: 1, perMinute: 1)]
    let direct = try TestFrame(Things().site, rates: rates)
    #expect(try await direct.send(.get, "/", headers: [WebHeader.forwardedFor: "1.1.1.1"]).status == 200)
    #expect(try await direct.send(.get, "/", headers: [WebHeader.forwardedFor: "2.2.2.2"]).status == 429)
    let behind = try TestFrame(Things().site, rates: rates) { $0.isBehindProxy = true }
    #expect(try await behind.send(.get, "/", headers: [WebHeader.forwardedFor: "9.9.9.9, 1.1.1.1"]).status == 200)
    #expect(try await behind.send(.get, "/", headers: [WebHeader.forwardedFor: "8.8.8.8, 1.1.1.1"]).status == 429)
    #expect(try await behind.send(.get, "/", headers: [WebHeader.forwardedFor: "1.1.1.1, 2.2.2.2"]).status == 200)
  }

  @Test("who guesses at one name waits; the others of the same address sign in")
  func names() async throws {
    let test = try TestFrame(
      Things().site,
      rates: [
        .ordinary: .init(burst: 100, perMinute: 60), .careful: .init(burst: 20, perMinute: 60), .personal: .init(burst: 2, perMinute: 6),
      ])
    let (cookie, token) = test.visitor()
    func post(_ name: String, _ address: String = "192.0.2.1") async throws -> Int {
      let body = Query([("csrf", token), ("login_name", name)]).text
      return try await test.send(
        .post, "/sign-in", headers: [.contentType: PageTests.formType, .cookie: cookie], body: Array(body.utf8), address: address
      ).status
    }
    for name in ["Wang.Min", "wang.min "] { #expect(try await post(name) != 429) }
    #expect(try await post("ＷＡＮＧ．ＭＩＮ") == 429)
    #expect(try await post("li.na") != 429)
    #expect(try await post("wang.min", "192.0.2.2") != 429)
    for n in 0..<16 { #expect(try await post("name\(n)") != 429) }
    // Twenty came from the address, whoever they were.
    #expect(try await post("last") == 429)
  }

  @Test("of IPv6 the first 64 bits count")
  func networks() async throws {
    #expect(CallerAddress.key("192.0.2.1") == "192.0.2.1")
    #expect(CallerAddress.key("2001:db8:1:2:3:4:5:6") == "20010db800010002/64")
    #expect(CallerAddress.key("2001:db8:1:2::9") == "20010db800010002/64")
    #expect(CallerAddress.key("2001:db8:1:3::9") == "20010db800010003/64")
    #expect(CallerAddress.key("::ffff:192.0.2.1") == "192.0.2.1")
    #expect(CallerAddress.key("fe80::1%eth0") == "fe80000000000000/64")
    #expect(CallerAddress.key("no address: x") == "no address: x")
    let test = try TestFrame(Things().site, rates: [.ordinary: .init(burst: 2, perMinute: 60)])
    for n in 1...2 { #expect(try await test.send(.get, "/", address: "2001:db8::\(n)").status == 200) }
    #expect(try await test.send(.get, "/", address: "2001:db8::3").status == 429)
    #expect(try await test.send(.get, "/", address: "2001:db8:0:1::3").status == 200)
  }

  @Test("so many upload at a time, and of one address fewer")
  func gate() throws {
    let gate = Gate(limit: 3, perCaller: 2)
    try gate.enter("a")
    try gate.enter("a")
    #expect(throws: Gate.full) { try gate.enter("a") }
    try gate.enter("b")
    #expect(throws: Gate.full) { try gate.enter("c") }
    gate.leave("a")
    try gate.enter("c")
    gate.leave("b")
    try gate.enter("a")
    #expect(Gate.full.status == .serviceUnavailable && Gate.full.retryAfter_seconds == 10)
  }

  /// The bucket against a plain count: in any window of time no more pass than the burst and what the time brings.
  @Test("never more than the burst and the rate pass")
  func property() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<100 {
      let rate = RateLimiter.Rate(
        burst: Int64.random(in: 1...20, using: &generator), perMinute: Int64.random(in: 1...600, using: &generator))
      let limiter = RateLimiter(rate)
      var now: Int64 = 0
      var passed: [Int64] = []
      for _ in 0..<300 {
        now += Int64.random(in: 0...2_000_000, using: &generator)
        if limiter.take("a", now_us: now) == nil { passed.append(now) }
      }
      for (index, start) in passed.enumerated() {
        for end in [passed.count - 1, min(index + Int(rate.burst), passed.count - 1)] where end >= index {
          let count = Int64(end - index + 1)
          #expect(count <= rate.burst + (passed[end] - start) * rate.perMinute / 60_000_000 + 1)
        }
      }
    }
  }

  @Test("memory is bounded")
  func memory() {
    let limiter = RateLimiter(.init(burst: 2, perMinute: 60), capacity: 100)
    for n in 0..<10_000 { _ = limiter.take("caller \(n)", now_us: Int64(n)) }
    #expect(limiter.count <= 200)
    // A caller seen lately is still known.
    _ = limiter.take("caller 9999", now_us: 10_000)
    #expect(limiter.take("caller 9999", now_us: 10_000) != nil)
  }
}
