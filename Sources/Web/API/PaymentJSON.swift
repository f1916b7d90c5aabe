import Casework
import Policy
import Service
import Values

/// Payment batches as the API shows them: whole numbers of accounts to the office that pays, and to nobody else.
enum PaymentJSON {
  private static let outcome = JSONSchema.oneOf(["paid", "returned"])
  private static let year = JSONSchema.integer(-9999...9999)

  static let schema = JSONSchema.named(
    "PaymentBatch",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("office", JSONParts.id),
      .required("budget_year", year),
      .required("day", .date), .required("by", JSONParts.id), .required("lines", JSONParts.list(line)), .required("total_cny", .cny),
    ]))
  private static let line = JSONSchema.object([
    .required("line", JSONParts.version), .required("case", JSONParts.id), .required("account", ContentJSON.account),
    .required("amount_cny", .cny),
    .optional("outcome", outcome),
    .optional("reference", JSONParts.text, zh: "银行流水号或退回原因", en: "The bank's reference, or why it was returned"),
  ])
  static let summary = JSONSchema.named(
    "PaymentSummary",
    .object([
      .required("id", JSONParts.id), .required("office", JSONParts.id), .required("budget_year", year), .optional("day", .date),
      .required("lines", JSONParts.count), .required("answered", JSONParts.count), .required("returned", JSONParts.count),
      .required("total_cny", .cny),
    ]))
  private static let result = JSONSchema.object([
    .required("line", .integer(1...100_000), zh: "行号", en: "Number of the line"), .required("amount_cny", .cny),
    .required("outcome", outcome),
    .required("reference", .string(minLength: 1, maxLength: 200), zh: "银行流水号；退回的填原因", en: "The bank's reference; of a return, the reason"),
  ])
  static let results = JSONSchema.object([.required("results", .array(result, maxItems: 5000))])
  static let answer = JSONSchema.object([.required("payment", JSONParts.id), .required("results", JSONParts.list(result))])

  static func json(_ batch: PaymentBatch, _ results: [Int: BankResult], _ book: PolicyBook, for actor: Actor) -> JSONText {
    let isPayer = book.procedure(batch.procedure)?.payingOffice(of: actor) == batch.office
    let lines = batch.lines.enumerated().map { index, line in
      JSONText.present(
        [
          ("line", .integer(index + 1)), ("case", .string(line.caseID)), ("account", ContentJSON.account(line.account, isWhole: isPayer)),
          ("amount_cny", .cny(line.amount)),
        ] + (results[index + 1].map { outcome($0) } ?? []))
    }
    return .object([
      ("id", .string(batch.id)), ("procedure", .string(batch.procedure)), ("office", .string(batch.office)),
      ("budget_year", .integer(batch.budgetYear)), ("day", .day(batch.day)), ("by", .string(batch.by)), ("lines", .list(lines)),
      ("total_cny", .cny(batch.total ?? .greatest)),
    ])
  }

  static func summary(_ batch: CaseService.BatchSummary) -> JSONText {
    .present([
      ("id", .string(batch.id)), ("office", .string(batch.office)), ("budget_year", .integer(batch.budgetYear)),
      ("day", batch.day.map { .day($0) }), ("lines", .integer(batch.lines)), ("answered", .integer(batch.answered)),
      ("returned", .integer(batch.returned)), ("total_cny", .cny(batch.total)),
    ])
  }

  private static func outcome(_ result: BankResult) -> [(String, JSONText?)] {
    switch result.outcome {
    case .paid(let reference): [("outcome", .string("paid")), ("reference", .string(reference))]
    case .returned(let reason): [("outcome", .string("returned")), ("reference", .string(reason))]
    }
  }

  static func answer(_ answer: BankAnswer) -> JSONText {
    .object([
      ("payment", .string(answer.batch)),
      (
        "results",
        .list(answer.results.map { .present([("line", .integer($0.line)), ("amount_cny", .cny($0.amount))] + outcome($0)) })
      ),
    ])
  }

  /// One line of what the bank said.
  static func result(_ body: JSONObject) -> BankResult {
    let reference = body.string("reference")
    return BankResult(
      line: Int(body.integer("line")), amount: body.money("amount_cny"),
      outcome: body.string("outcome") == "paid" ? .paid(reference: reference) : .returned(reason: reference))
  }
}
