import Casework
import Storage
import Testing
import Values

@testable import Service

/// Claims that a reviewer is shown beside another because they are about the same exhibition (第九条（一）3).
struct RelatedClaimTests {
  /// How two enterprises may belong together, by the company that each says signed up.
  enum Relation: CaseIterable {
    case none, sameCompany, otherNamed, namedByOther

    var companies: (own: String?, rival: String?) {
      switch self {
      case .none: (nil, "Demo Lighting GmbH")
      case .sameCompany: ("Demo Lights (Overseas), Ltd.", "DEMO  LIGHTS OVERSEAS ＬＴＤ")
      case .otherNamed: (Actor.rival.name, nil)
      case .namedByOther: (nil, " 江门演示灯饰 有限公司")
      }
    }
  }

  @Test("each shows the other, whichever of them names which", arguments: Engine.allCases, Relation.allCases)
  func related(_ engine: Engine, _ relation: Relation) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let companies = relation.companies
      let own = try await town.submitted(Town.exhibition, try town.exhibition(named: companies.own))
      let rival = try await town.submitted(Town.exhibition, try town.exhibition(of: .rival, named: companies.rival), by: .rival)
      let expected: [String?] = relation == .none ? [] : [rival.id]
      let concerns = try await town.cases.concerns(case: own.id, by: .first)
      #expect(concerns.map(\.otherCase) == expected && concerns.allSatisfy { $0.kind == .sameSubject && $0.amount == .cny(30_000) })
      #expect(try await town.cases.concerns(case: rival.id, by: .first).map(\.otherCase) == (relation == .none ? [] : [own.id]))
      // Another exhibition is no concern of theirs.
      let elsewhere = try town.exhibition("另一个示例展", of: .rival, named: companies.rival)
      _ = try await town.submitted(Town.exhibition, elsewhere, by: .rival)
      #expect(try await town.cases.concerns(case: own.id, by: .first).map(\.otherCase) == expected)
      // What was refused doesn't compete any more.
      _ = try await town.cases.refuse(case: rival.id, reason: "duplicate", note: "演示", by: .first)
      #expect(try await town.cases.concerns(case: own.id, by: .first) == [])
    }
  }

  @Test("of very many fifty are shown, each once", arguments: Engine.allCases)
  func many(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let company = "Demo Lights Overseas Ltd"
      let own = try await town.submitted(Town.exhibition, try town.exhibition(named: company))
      // Sixty of one's own that name the same company: two relations find each of them.
      let copies = try await town.copies(60, of: own) { _ in own.enterprise }
      let concerns = try await town.cases.concerns(case: own.id, by: .first)
      #expect(concerns.map(\.otherCase) == copies.prefix(50).map { $0 })
    }
  }
}

extension Town {
  fileprivate func exhibition(of actor: Actor = .owner, named company: String?) throws -> Content {
    try exhibition("示例国际灯饰展", of: actor, named: company)
  }

  fileprivate func exhibition(_ name: String, of actor: Actor, named company: String?) throws -> Content {
    var content = try exhibition(name, of: actor)
    content.particulars["exhibitor"] = company
    return content
  }
}
