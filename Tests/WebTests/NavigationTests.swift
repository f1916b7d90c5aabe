import Casework
import Foundation
import HTTPTypes
import Policy
import Service
import Testing
import Values

@testable import Web

/// Nobody is shown a link that they may not follow.
struct NavigationTests {
  /// What a page links to within the service.
  private static func links(_ page: String) -> [String] {
    page.components(separatedBy: " href=\"").dropFirst().compactMap { piece in
      let link = Browser.unescaped(String(piece.prefix { $0 != "\"" }))
      guard link.hasPrefix("/"), !link.hasPrefix("//"), !link.hasPrefix("/assets/"), !link.contains("lang=") else { return nil }
      return String(link.prefix { $0 != "#" })
    }
  }

  /// Follows every link from a role's start pages, and those of the pages it leads to.
  private static func walk(_ site: FullSite, _ who: FullSite.Who?) async throws -> Set<String> {
    var seen: Set<String> = ["/"]
    var waiting = [(path: "/", depth: 0)]
    while let (path, depth) = waiting.popLast() {
      let page = try await site.send(.get, path, as: who, by: .session)
      let place = page.headers[.location] ?? ""
      #expect(
        page.status == 200 || page.status == 303, "\(path), shown to \(who?.rawValue ?? "visitors"), answers \(page.status)")
      // A visitor who is asked to sign in was shown a way that others go.
      #expect(who == nil || !place.hasPrefix("/sign-in"), "\(path) sends \(who?.rawValue ?? "") to sign in")
      guard page.headers[.contentType]?.hasPrefix("text/html") == true, depth < 3 else { continue }
      // Catalogue and calculator are the same for everybody, and lead on without end: their first pages stand for them.
      let next = links(page.text).filter { link in
        !["/policies", "/calculator"].contains { link.hasPrefix($0) && link != $0 }
      }
      for link in Set(next).sorted() where seen.insert(link).inserted { waiting.append((link, depth + 1)) }
    }
    return seen
  }

  @Test("every link of every role's start pages, and of the pages after, can be followed")
  func links() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let first = try await CaseAPITests.submitted(site)
      let second = try await CaseAPITests.submitted(site, as: .rival)
      _ = try await site.call(.post, "/api/v1/cases/\(first)/acceptance", as: .districtReviewer, .object([]))
      _ = try await site.call(.post, "/api/v1/plans", as: .secondDistrict, .cases([first]))
      _ = try await site.call(.post, "/api/v1/cases/\(first)/acceptance", as: .cityReviewer, .object([]))
      let notice = try #require(try await site.call(.post, "/api/v1/notices", as: .secondCity, .cases([first]))["id"])
      let objection = try JSONText.of(
        "{\"case\": \"\(first)\", \"kind\": \"person\", \"name\": \"演示居民\", \"identity\": \"440700199001010018\", \"contact\": \"0750-0000000\", \"text\": \"展位数不符。\"}"
      )
      #expect(try await site.call(.post, "/api/v1/notices/\(notice)/objections", as: nil, objection).status == 201)
      #expect(try await site.call(.get, "/api/v1/cases/\(second)", as: .rival).status == 200)
      // Where each must have come to on the way.
      let ends: [(FullSite.Who?, [String])] = [
        (nil, ["/notices/" + notice, "/calculator", "/verify"]),
        (.enterprise, ["/my/cases/" + first, "/my/messages", "/my/team", "/account"]),
        (.districtReviewer, ["/desk/cases/" + second, "/desk/plans/P2025-0001", "/desk/objections/O2025-00001"]),
        (.elsewhere, ["/desk/queue"]), (.cityReviewer, ["/desk/calls", "/fund", "/fund/releases", "/desk/cases/" + first]),
        (.finance, ["/fund/appropriate", "/fund/releases", "/payments"]), (.districtFinance, ["/payments", "/fund"]),
        (.supervisor, ["/oversight", "/oversight/cases/" + first, "/desk/queue", "/fund/releases", "/payments"]),
        (.auditor, ["/oversight/log", "/oversight/cases/" + first, "/fund"]), (.administrator, ["/admin", "/admin/new"]),
      ]
      for (who, expected) in ends {
        let seen = try await Self.walk(site, who)
        for path in expected { #expect(seen.contains(path), "no way leads \(who?.rawValue ?? "a visitor") to \(path)") }
      }
    }
  }

  @Test("a navigation that leads to no route keeps the service from starting")
  func nowhere() throws {
    var site = Gallery.site
    site.services.append(Site.Entry("frame.home", "/nowhere"))
    #expect(throws: StartupError.self) { try TestFrame(site) }
  }
}
