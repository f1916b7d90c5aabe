import Casework
import FundLedger
import Policy
import Service
import Values

/// The fund book as the API shows it.
enum FundJSON {
  private static let year = JSONSchema.integer(-9999...9999)
  private static let buckets = Bucket.allCases.map(\.rawValue)

  /// Who bears it.
  static let payer = JSONSchema.Property.optional(
    "payer", JSONParts.id, zh: "负担单位：受理单位的编号；没有即为市级", en: "Who bears it: the id of an office; without it, the city")

  static let fund = JSONSchema.named(
    "Fund",
    .object([
      .required("scheme", JSONParts.id), .required("year", year), payer, .required("appropriated_cny", .cny),
      .required("balances_cny", .object(Bucket.allCases.map { .required($0.rawValue, .cny) })), .required("is_balanced", .boolean),
    ]))

  static let entry = JSONSchema.named(
    "FundEntry",
    .object([
      .required("seq", JSONParts.version), .required("scheme", JSONParts.id), .required("year", year),
      payer, .required("act", .oneOf(LedgerAct.Kind.allCases.map(\.rawValue))), .optional("case", JSONParts.id),
      .required("debit", .oneOf(buckets)),
      .required("credit", .oneOf(buckets)), .required("amount_cny", .cny), .required("reference", JSONParts.text), .optional("day", .date),
      .required("actor", JSONParts.id), .required("at", JSONParts.moment),
    ]))

  /// An entry that has just been booked.
  static let booked = JSONSchema.object([
    .required("scheme", JSONParts.id), .required("year", year), payer,
    .required("act", .oneOf(LedgerAct.Kind.allCases.map(\.rawValue))), .required("amount_cny", .cny),
    .required("reference", JSONParts.text), .required("day", .date),
  ])

  static let release = JSONSchema.named(
    "Release",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("budget_year", year), .required("day", .date),
      .required("by", JSONParts.id), .required("lines", JSONParts.list(PlanJSON.line)), .required("total_cny", .cny),
    ]))

  static func fund(_ view: CaseService.FundView) -> JSONText {
    .present([
      ("scheme", .string(view.fund.scheme)), ("year", .integer(view.fund.year)), ("payer", view.share.map { .string($0) }),
      ("appropriated_cny", .cny(view.appropriation)),
      ("balances_cny", .object(Bucket.allCases.map { ($0.rawValue, .cny(view.balances[$0] ?? .zero)) })),
      ("is_balanced", .boolean(view.isBalanced)),
    ])
  }

  static func entry(_ line: CaseService.EntryLine) -> JSONText {
    .present([
      ("seq", .integer(line.seq)), ("scheme", .string(line.fund.scheme)), ("year", .integer(line.fund.year)),
      ("payer", line.share.map { .string($0) }), ("act", .string(line.act)),
      ("case", line.caseID.map { .string($0) }), ("debit", .string(line.debit)), ("credit", .string(line.credit)),
      ("amount_cny", .cny(line.amount)), ("reference", .string(line.reference)), ("day", line.day.map { .day($0) }),
      ("actor", .string(line.actor)), ("at", .string(line.at)),
    ])
  }

  static func booked(_ entry: Entry) -> JSONText {
    .present([
      ("scheme", .string(entry.fund.scheme)), ("year", .integer(entry.fund.year)), ("payer", entry.share.map { .string($0) }),
      ("act", .string(entry.act.rawValue)),
      ("amount_cny", .cny(entry.postings.first?.amount ?? .zero)), ("reference", .string(entry.reference)), ("day", .day(entry.day)),
    ])
  }

  static func release(_ order: ReleaseOrder) -> JSONText {
    let total = order.lines.reduce(Money.zero as Money?) { $0?.adding($1.amount) }
    return .object([
      ("id", .string(order.id)), ("procedure", .string(order.procedure)), ("budget_year", .integer(order.budgetYear)),
      ("day", .day(order.day)), ("by", .string(order.by)), ("lines", .list(order.lines.map(PlanJSON.line))),
      ("total_cny", .cny(total ?? .greatest)),
    ])
  }
}
