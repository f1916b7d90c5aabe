import Casework
import Policy
import Storage
import Testing
import Values

@testable import Service

/// Usual claims, and the usual way to the places the tests begin at.
extension Town {
  static let account = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行江门分行", number: "6200000000000001")

  func file(_ kind: String, _ name: String = "扫描件.pdf") -> PaperFile {
    PaperFile(kind: kind, name: name, sha256: String(repeating: "a", count: 64), size_bytes: 1024, mediaType: "application/pdf")
  }

  /// Two plain booths at a fair in a country of 15,000 a booth: 30,000 yuan, fixed.
  func exhibition(_ name: String = "示例国际灯饰展", of actor: Actor = .owner, district: String = "pengjiang") throws -> Content {
    try content(
      of: actor, measure: Town.exhibition, district: district, particulars: ["exhibition_name": name],
      facts: [
        "exhibition_in_key_plan": "true", "exhibition_place_class": "\"foreign_country\"", "exhibition_country_code": "\"JP\"",
        "exhibition_country_rcep": "true", "exhibition_country_bri": "false", "exhibition_country_americas": "false",
        "participation_booths": "2", "participation_booth_type": "\"standard\"", "participation_eligible_cost_cny": "90000",
        "claim_actual_cost_cny": "90000",
      ])
  }

  /// Half of a fee for credit reports, at most 10,000 a year: a ceiling within which officers decide.
  func creditReports(fee_cny: String = "12000", of actor: Actor = .owner, district: String = "pengjiang") throws -> Content {
    try content(
      of: actor, measure: Town.creditReports, district: district, particulars: [:],
      facts: ["claim_actual_cost_cny": fee_cny, "creditinfo_provider": "\"sinosure\"", "creditinfo_fee_paid_cny": fee_cny])
  }

  private func content(
    of actor: Actor, measure: String, district: String, particulars: [String: String], facts: [String: String]
  ) throws -> Content {
    let procedure = try #require(Town.book.get().procedure(Town.procedure))
    let common = [
      "enterprise_district": "\"\(district)\"", "enterprise_is_exporter": "true", "enterprise_consignor_since_2024": "true",
      "enterprise_export_in_customs_stats": "true", "enterprise_exports_via_agent_since_2024": "false",
      "claim_event_date": "\"2025-08-10\"", "claim_other_subsidy_cny": "0",
    ]
    return Content(
      facts: common.merging(facts) { $1 }, particulars: particulars,
      papers: procedure.papers(for: measure).filter { !$0.isOptional }.map { file($0.id) },
      bank: BankAccount(holder: actor.name, bank: Town.account.bank, number: Town.account.number))
  }

  /// A claim that was handed in.
  @discardableResult
  func submitted(_ measure: String = Town.exhibition, _ content: Content? = nil, by actor: Actor = .owner) async throws -> CaseState {
    let own = try content ?? (measure == Town.exhibition ? exhibition(of: actor) : creditReports(of: actor))
    let draft = try await cases.draft(measure: measure, enterpriseName: actor.name, content: own, by: actor, evenIfOneExists: true)
    return try await cases.submit(case: draft.id, isDeclared: true, by: actor)
  }

  /// A claim that the district has accepted.
  func accepted(_ measure: String = Town.exhibition, _ content: Content? = nil, by actor: Actor = .owner) async throws -> CaseState {
    let state = try await submitted(measure, content, by: actor)
    return try await cases.accept(case: state.id, granted: nil, by: .first)
  }

  /// A claim that the city has accepted, in a plan.
  func reviewed(_ measure: String = Town.exhibition, _ content: Content? = nil, by actor: Actor = .owner) async throws -> CaseState {
    let state = try await accepted(measure, content, by: actor)
    _ = try await cases.proposePlan(procedure: Town.procedure, cases: [state.id], by: .planner)
    return try await cases.accept(case: state.id, granted: nil, by: .city)
  }

  /// A claim on a notice, and the notice.
  func noticed(_ measure: String = Town.exhibition, _ content: Content? = nil, by actor: Actor = .owner) async throws -> (
    state: CaseState, notice: Notice
  ) {
    let id = try await reviewed(measure, content, by: actor).id
    let notice = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city)
    return (try await state(id), notice)
  }

  /// Claims that went the same way as another one, under ids of their own and of the enterprise that `enterprise` names: quicker than
  /// taking each along it.
  func copies(_ count: Int, of state: CaseState, enterprise: @Sendable @escaping (Int) -> String) async throws -> [String] {
    let projections = services.projections
    return try await services.database.write { tx in
      let events = try EventLog.events(of: CaseStore.stream(state.id), in: tx)
      return try (0..<count).map { number in
        let id = "2025-\(700_000 + number)"
        for event in events {
          var body = event.body
          if event.type == "case.created",
            case .created(_, let procedure, let measure, _, let name, let by, let content) = try JSONBody.value(CaseEvent.self, body)
          {
            body = try JSONBody.text(
              CaseEvent.created(
                id: id, procedure: procedure, measure: measure, enterprise: enterprise(number), enterpriseName: name, by: by,
                content: content)
            )
          }
          let new = NewEvent(stream: CaseStore.stream(id), type: event.type, body: body)
          try projections.apply(EventLog.append([new], by: event.actor, role: event.role, at: event.at, in: tx), in: tx)
        }
        return id
      }
    }
  }

  static let neighbour = Objection.Objector(kind: .person, name: "演示居民", identity: "44070019900101000X", contact: "0750-0000000")

  /// An objection of somebody who lives there.
  func object(
    to notice: Notice, _ caseID: String, _ text: String = "展位数与现场不符。", by objector: Objection.Objector = neighbour
  ) async throws -> Objection {
    try await cases.object(notice: notice.id, caseID: caseID, objector: objector, text: text, papers: [])
  }

  /// Another resident; a number for each.
  static func resident(_ number: Int) throws -> Objection.Objector {
    let digits = String(44_070_019_900_101_000 + number)
    let check = try #require((Array("0123456789X")).first { IdentityNumber(digits + String($0)) != nil })
    return Objection.Objector(kind: .person, name: "演示居民", identity: digits + String(check), contact: "0750-0000000")
  }

  /// A case as its row has it.
  func state(_ id: String) async throws -> CaseState {
    try await services.database.read { tx in try #require(try CaseStore.load(id, in: tx)) }
  }

  /// Where a case stands, in one word.
  func place(_ id: String) async throws -> String { CaseRow.place(try await state(id)) }
}
