import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Testing

@testable import Web

struct OpenAPITests {
  static func document(_ test: TestFrame) async throws -> DataNode {
    let seen = try await test.send(.get, "/api/v1/openapi.json")
    #expect(seen.status == 200 && seen.headers[.contentType] == "application/json" && seen.headers[.eTag] != nil)
    if let path = ProcessInfo.processInfo.environment["HUIQI_OPENAPI_FILE"] { try Data(seen.bytes).write(to: URL(fileURLWithPath: path)) }
    return try FileReader.parse(SourceText(name: "openapi.json", text: seen.text)).get()
  }

  @Test("the router and the document know the same paths and methods")
  func agreement() async throws {
    let test = try TestFrame(Things().site)
    let document = try await Self.document(test)
    var written = Set<String>()
    for path in document["paths"]?.entries ?? [] {
      for operation in path.value.entries ?? [] { written.insert(operation.name.uppercased() + " " + path.name) }
    }
    var routed = Set<String>()
    for route in test.frame.table.routes {
      if case .api = route.action { routed.insert(route.method.rawValue + " " + route.path.text) }
    }
    #expect(written == routed && written.count == 5)
  }

  @Test("references lead somewhere, names of operations differ, examples fit their schemas")
  func consistency() async throws {
    let test = try TestFrame(Things().site)
    let document = try await Self.document(test)
    func references(_ node: DataNode) -> [String] {
      (node.entries ?? []).flatMap { $0.name == "$ref" ? [$0.value.text ?? ""] : references($0.value) }
        + (node.items ?? []).flatMap(references)
    }
    for reference in references(document) {
      let target = reference.split(separator: "/").dropFirst().reduce(document as DataNode?) { $0?[String($1)] }
      #expect(target != nil, "\(reference) leads nowhere")
    }
    let ids = (document["paths"]?.entries ?? []).flatMap { $0.value.entries ?? [] }.compactMap { $0.value["operationId"]?.text }
    #expect(Set(ids).count == ids.count && ids.contains("get_things_by_id"))
    for route in test.frame.table.routes {
      guard case .api(let endpoint) = route.action else { continue }
      let pairs = [(endpoint.body, endpoint.bodyExample)] + endpoint.responses.map { ($0.schema, $0.example) }
      for case (let schema?, let example?) in pairs {
        let node = try FileReader.parse(SourceText(name: "example.json", text: example.compact)).get()
        #expect(schema.problems(node) == [], "an example of \(route.path.text)")
      }
    }
    let put = document["paths"]?["/api/v1/things/{id}"]?["put"]
    #expect(put?["parameters"]?.items?.compactMap { $0["name"]?.text } == ["id", "Idempotency-Key", "If-Match"])
    #expect(document["paths"]?["/api/v1/match"]?["post"]?["security"]?.items?.first?.entries?.isEmpty == true)
  }
}
