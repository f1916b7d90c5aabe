import Casework
import FundLedger
import Policy
import Service
import Values

/// What undoes entries of the book: a payment that came back late, recovered money handed on.
extension FundEndpoints {
  var undoing: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      .api(
        .post, "/api/v1/payments/{id}/returns", access: Self.payers,
        summary: Bilingual(zh: "登记支付后退回", en: "Take in what came back after it was called paid"),
        .write(
          tag: "payments", scope: Self.write,
          body: .object([
            .required("line", .integer(1...100_000), zh: "行号", en: "Line"), .required("amount_cny", .cny),
            .required("reason", .string(minLength: 1, maxLength: 200), zh: "银行说明的原因", en: "Why, as the bank says"),
          ]), responses: API.ok("已登记的退回；款项重新成为应付", "What came back; it is owed again", lateReturn)
        ) { api in
          let late = try await cases.takeLateReturn(
            batch: api["id"], line: Int(api.body.integer("line")), amount: api.body.money("amount_cny"), reason: api.body.string("reason"),
            by: api.actor, once: api.once)
          return .json(
            .object([
              ("batch", .string(late.batch)), ("line", .integer(late.line)), ("case", .string(late.caseID)),
              ("amount_cny", .cny(late.amount)), ("reason", .string(late.reason)),
            ]))
        }),
      CaseEndpoints.act(
        "/api/v1/cases/{id}/recovery/transfers", Self.finance, "追回款上缴财政", "Hand recovered money to the treasury", scope: Self.write,
        tag: "funds", body: CaseBodies.receipt, desk
      ) { api in
        try await cases.returnToTreasury(
          case: api["id"], amount: api.body.money("amount_cny"), reference: api.body.string("reference"), by: api.actor, once: api.once)
      },
    ]
  }

  private var lateReturn: JSONSchema {
    .object([
      .required("batch", JSONParts.id), .required("line", JSONParts.count), .required("case", JSONParts.id), .required("amount_cny", .cny),
      .required("reason", JSONParts.text),
    ])
  }
}
