import Casework
import Policy
import Service
import Values

/// What reviewers do with cases, and what the city does when money has to come back.
struct ReviewEndpoints: Sendable {
  let desk: Desk

  private static let scope = "review:write"

  var routes: [Route] {
    let (cases, desk) = (desk.cases, desk)
    func act(
      _ path: PathTemplate, _ zh: String, _ en: String, body: JSONSchema?, by access: Access = API.reviewers,
      _ run: @escaping @Sendable (APIRequest) async throws -> CaseState
    ) -> Route {
      CaseEndpoints.act(path, access, zh, en, scope: Self.scope, tag: "review", body: body, desk, run)
    }
    return [
      act("/api/v1/cases/{id}/take", "认领办件", "Take the case", body: nil) { api in
        try await cases.take(case: api["id"], by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/put-back", "放回办件", "Put the case back", body: nil) { api in
        try await cases.putBack(case: api["id"], by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/correction", "要求补正（一次性告知）", "Ask for correction, of everything at once", body: CaseBodies.correction) { api in
        let items = api.body.objects("items").map {
          CaseState.Correction.Item(field: $0.string("field"), reason: $0.string("reason"), note: $0.optionalString("note"))
        }
        return try await cases.askCorrection(
          items, note: api.body.optionalString("note"), case: api["id"], version: try api.expectedVersion(), by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/acceptance", "审核通过", "Accept with a sum", body: CaseBodies.acceptance) { api in
        var promises: [String: CivilDate] = [:]
        for entry in api.body.node["promises"]?.entries ?? [] { promises[entry.name] = entry.value.text.flatMap { CivilDate($0) } }
        return try await cases.accept(
          case: api["id"], granted: api.body.optionalMoney("granted_cny"), reason: api.body.optionalString("reason"),
          note: api.body.optionalString("note"), promises: promises, version: try api.expectedVersion(), by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/refusal", "不予支持", "Refuse", body: CaseBodies.refusal) { api in
        try await cases.refuse(
          case: api["id"], reason: api.body.string("reason"), note: api.body.string("note"), version: try api.expectedVersion(),
          by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/return", "退回上一审核环节", "Send back to the review before", body: CaseBodies.refusal) { api in
        try await cases.sendBack(
          case: api["id"], reason: api.body.string("reason"), note: api.body.string("note"), version: try api.expectedVersion(),
          by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/recovery", "追回资金", "Demand the money back", body: CaseBodies.finding, by: API.city) { api in
        try await cases.demandRecovery(case: api["id"], finding: api.body.string("finding"), by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/recovery/receipts", "登记追回到账", "Record money that came back", body: CaseBodies.receipt, by: API.city) { api in
        try await cases.receiveRecovery(
          case: api["id"], amount: api.body.money("amount_cny"), reference: api.body.string("reference"), by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/recovery/withdrawal", "撤销追回", "Withdraw the demand", body: CaseBodies.withdrawnDemand, by: API.city) {
        api in
        try await cases.withdrawDemand(case: api["id"], reason: api.body.string("reason"), by: api.actor, once: api.once)
      },
      act("/api/v1/cases/{id}/stop", "公示后终止", "Stop after the notice, before it is paid", body: CaseBodies.refusal) { api in
        try await cases.stop(
          case: api["id"], reason: api.body.string("reason"), note: api.body.string("note"), version: try api.expectedVersion(),
          by: api.actor, once: api.once)
      },
    ]
  }
}
