import Casework
import Foundation
import HTTPTypes
import Policy
import TestSupport
import Testing

@testable import Web

/// Every route × everybody who may ask: who gets in, who has to sign in, who may not.
///
/// `access-table.txt` is reviewed line by line; a route without a line fails. Write it anew with HUIQI_WRITE_ACCESS=1, and read what changed.
struct AccessTableTests {
  private static let file = Repository.root.appendingPathComponent("Tests/WebTests/access-table.txt")

  private static let columns = ["visitor"] + FullSite.Who.roles.map(\.role.rawValue) + ["bare_token"]

  @Test("every route answers every role as the table says")
  func table() async throws {
    try await FullSite.with { site in
      // A claim of the enterprise, so that paths with a case lead to one.
      try await CaseAPITests.open(site)
      _ = try await CaseAPITests.submitted(site)
      var lines: [String: String] = [:]
      for route in site.test.frame.table.routes {
        var marks: [String] = []
        for who in [nil] + FullSite.Who.roles.map(Optional.some) {
          marks.append(try await Self.mark(site, route, who, .token))
        }
        // A token with another scope than the endpoint's, of the first role that may use it.
        let bare = FullSite.Who.roles.first { route.access.admits($0.role) }
        marks.append(route.isAPI ? try await Self.mark(site, route, bare, .bareToken) : "-")
        lines["\(route.method.rawValue) \(route.path.text)"] = marks.joined(separator: " ")
      }
      let written = Self.text(lines)
      if ProcessInfo.processInfo.environment["HUIQI_WRITE_ACCESS"] != nil {
        try written.write(to: Self.file, atomically: true, encoding: .utf8)
      }
      let known = Self.read(try String(contentsOf: Self.file, encoding: .utf8))
      for (route, marks) in lines.sorted(by: { $0.key < $1.key }) {
        #expect(known[route] != nil, "\(route) has no line in access-table.txt")
        if let line = known[route] { #expect(marks == line, "\(route): the columns are \(Self.columns.joined(separator: " "))") }
      }
      for route in known.keys where lines[route] == nil { Issue.record("\(route) is in access-table.txt and is no route") }
    }
  }

  /// What comes of a request: `ok` where the route's own code was reached, whatever it then says of the thing asked for; `in` where
  /// signing in comes first; `no` where the role may not; `scope` where the token may not.
  private static func mark(_ site: FullSite, _ route: Route, _ who: FullSite.Who?, _ proof: FullSite.Proof) async throws -> String {
    var values: [String: String] = [:]
    for name in route.path.names { values[name] = plausible(name, route) }
    var headers: [HTTPField.Name: String] = [.accept: "application/json"]
    var body: [UInt8]?
    if route.isAPI, route.method != .get {
      headers[WebHeader.idempotencyKey] = UUID().uuidString
      // A body that no schema admits: the door is asked, nothing is done.
      headers[.contentType] = "application/json"
      if case .json = route.body { body = Array("{\"no_such_key\": 1}".utf8) }
    } else if route.method != .get {
      headers[.contentType] = "application/x-www-form-urlencoded"
      body = []
    }
    var proof = proof
    if case .api(let endpoint) = route.action {
      if endpoint.takesSession { proof = proof == .token ? .session : proof }
    } else {
      proof = .session
    }
    let seen = try await site.send(route.method, route.path.filled(values), as: who, by: proof, headers: headers, body: body)
    if seen.status == 303, let place = seen.headers[.location], place.hasPrefix("/sign-in"), who == nil { return "in" }
    if seen.status == 401 { return "in" }
    if seen.status == 403 {
      // A form without its token was let in at the door.
      let behind = [Frame.staleForm, Frame.foreignForm].contains { seen.text.contains($0.title.zh) || seen.text.contains($0.code) }
      return seen.text.contains("token.scope") ? "scope" : behind ? "ok" : "no"
    }
    #expect(seen.status < 500, "\(route.method.rawValue) \(route.path.text) as \(who?.rawValue ?? "visitor") answers \(seen.status)")
    return "ok"
  }

  private static func plausible(_ name: String, _ route: Route) -> String {
    switch name {
    case "id" where route.path.text.contains("/cases/"): "2025-000001"
    case "id" where route.path.text.contains("/procedures/"): "jm2025-61.claim"
    case "id" where route.path.text.contains("/policies/"), "measure": "jm2025-61.9.1.1.foreign"
    case "year": "2026"
    case "scheme": "jm2025-61"
    case "sha256": String(repeating: "a", count: 64)
    default: "none"
    }
  }

  private static func text(_ lines: [String: String]) -> String {
    let width = lines.keys.map(\.count).max() ?? 0
    let head = """
      # Every route and who gets in. ok: the route's own code is reached. in: signing in comes first. no: the role may not.
      # scope: a token without the scope may not (the first role that the route admits is asked).
      # \(columns.joined(separator: " "))

      """
    return head
      + lines.sorted { ($0.key.split(separator: " ")[1], $0.key) < ($1.key.split(separator: " ")[1], $1.key) }
      .map { $0.key + String(repeating: " ", count: width - $0.key.count + 2) + $0.value + "\n" }.joined()
  }

  private static func read(_ text: String) -> [String: String] {
    var lines: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard words.count == columns.count + 2 else { continue }
      lines["\(words[0]) \(words[1])"] = words.dropFirst(2).joined(separator: " ")
    }
    return lines
  }
}
