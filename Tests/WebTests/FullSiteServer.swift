import Foundation
import Testing

@testable import Web

/// Serves the whole service with people of every role while `HUIQI_SITE_PORT` is set: for fuzzing it from its own document, and for looking
/// at it. Tokens by role are written into the file `HUIQI_SITE_TOKENS`. Otherwise there is nothing to do.
struct FullSiteServer {
  @Test(
    "the whole service is served where somebody asks for it", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_SITE_PORT"] != nil))
  func serve() async throws {
    let port = Int(ProcessInfo.processInfo.environment["HUIQI_SITE_PORT"] ?? "") ?? 8098
    try await FullSite.with(port: port) { site in
      try await CaseAPITests.open(site)
      for who in [FullSite.Who.enterprise, .enterprise, .rival] { _ = try await CaseAPITests.submitted(site, as: who) }
      let tokens = try FullSite.Who.allCases.map { "\($0.rawValue) \(try site.token($0))\n" }.joined()
      if let file = ProcessInfo.processInfo.environment["HUIQI_SITE_TOKENS"] {
        try tokens.write(toFile: file, atomically: true, encoding: .utf8)
      }
      try await WebServer(site.test.frame).run()
    }
  }
}
