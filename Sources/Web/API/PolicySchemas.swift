import Policy
import Values

/// The shapes of what the policy endpoints take and give.
enum PolicySchemas {
  /// A text in both languages.
  static let bilingual = JSONSchema.named("Bilingual", .object([.required("zh", text), .required("en", text)]))
  private static let text = JSONSchema.string(maxLength: 10_000)
  private static let id = JSONSchema.identifier()
  private static let outcome = JSONSchema.named("Outcome", .oneOf(["eligible", "ineligible", "undetermined"]))
  private static let count = JSONSchema.integer(0...1_000_000)
  private static func list(_ item: JSONSchema) -> JSONSchema { .array(item, maxItems: 10_000) }

  /// A sum: `cny` where it is known, `range_cny` otherwise.
  static let amount = JSONSchema.named(
    "Amount",
    .object([
      .required("kind", .oneOf(["exactly", "upto"]), zh: "应付或最高", en: "Due, or a ceiling"), .optional("cny", .number),
      .optional("range_cny", .array(.nullable(.number), maxItems: 2)), .optional("at_least_cny", .number),
    ]))

  static let document = JSONSchema.named(
    "Document",
    .object([
      .required("id", id), .optional("number", text), .required("title", bilingual),
      .required("issuers", list(.object([.required("id", id), .required("name", .nullable(bilingual))]))), .required("territory", id),
      .optional("issued", .date), .optional("in_force", .array(.nullable(.date), maxItems: 2)),
      .optional("occurring", .array(.date, maxItems: 2)), .optional("is_in_force", .boolean),
    ]))
  static let documents = JSONSchema.object([.required("documents", list(document))])

  private static let entryKeys: [JSONSchema.Property] = [
    .required("id", id), .required("title", bilingual), .required("citation", text),
    .required("kind", .oneOf(Clause.Kind.allCases.map(\.rawValue))), .required("computable", .oneOf(["full", "partial", "none"])),
    .required("lead", list(id)), .optional("lead_inferred", list(id)), .optional("summary", bilingual), .optional("document", id),
    .optional("is_in_force", .boolean),
  ]
  /// An entry of the catalogue.
  static let entry = JSONSchema.named("Policy", .object(entryKeys))
  static let policies = JSONSchema.object([.required("count", count), .required("policies", list(entry)), .optional("next_cursor", id)])
  static let policy = JSONSchema.object([
    .required("clause", entry), .required("document", document), .optional("requires", list(bilingual)),
    .optional("award", .object([.required("kind", .oneOf(["exactly", "upto"])), .required("formula", bilingual)])),
    .optional("parameters", .map(.object([.required("value", .any), .required("article", text)]), maxEntries: 1000)),
    .optional("outputs", list(id)), .optional("review", bilingual),
    .optional(
      "readings", list(.object([.required("issue", bilingual), .required("taken", bilingual), .optional("instead", bilingual)]))),
    .optional("facts", list(id)),
  ])

  /// A fact that may be stated.
  static let fact = JSONSchema.named(
    "Fact",
    .object([
      .required("name", id), .required("label", bilingual), .optional("help", bilingual), .optional("unit", text),
      .optional("values", .map(bilingual, maxEntries: 1000)),
    ]))
  static let facts = JSONSchema.object([.required("facts", list(fact))])

  static let matchBody = JSONSchema.object(
    PolicyBody.asked + [
      .optional("documents", .array(id, maxItems: 50), zh: "只看这些文件", en: "Only these documents"),
      .optional("only_paying", .boolean, zh: "只看涉及金额的事项", en: "Only measures that pay"),
      .optional("include_ineligible", .boolean, zh: "也列出不符合的事项", en: "Also measures that are refused"),
    ])
  static let matchExample = JSONText.object([("as_of", .string("2025-11-03")), ("facts", .object([])), ("only_paying", .boolean(true))])
  static let match = JSONSchema.object([
    .required("as_of", .date),
    .required(
      "results",
      list(.object([.required("measure", id), .required("outcome", outcome), .optional("amount", amount), .optional("missing", count)]))),
    .required("content_hash", id),
  ])

  /// One measure with facts.
  static let oneBody = JSONSchema.object([.required("measure", id, zh: "事项编号", en: "Measure id")] + PolicyBody.asked)
  static let decision = JSONSchema.object([
    .required("measure", id), .required("title", bilingual), .required("citation", text), .required("as_of", .date),
    .required("outcome", outcome), .optional("amount", amount), .optional("review", bilingual), .required("requirements", list(.any)),
    .optional("steps", .any), .optional("outputs", .map(.any, maxEntries: 1000)), .optional("missing", list(id)),
    .optional("provisional", .boolean), .optional("bounds_exact", .boolean),
    .optional("cautions", list(.object([.required("id", text), .required("message", text)]))),
  ])

  static let questionsBody = JSONSchema.object(
    PolicyBody.asked + [
      .optional("measures", .array(id, maxItems: 100), zh: "只问这些事项", en: "For these measures only"),
      .optional("documents", .array(id, maxItems: 50), zh: "只问这些文件", en: "For these documents only"),
    ])
  static let questions = JSONSchema.object([
    .required(
      "question",
      .nullable(
        .object([
          .required("fact", id), .required("text", bilingual), .optional("help", bilingual), .optional("unit", text),
          .optional("values", .map(bilingual, maxEntries: 1000)), .required("why", list(id)), .required("money_at_stake_cny", .number),
        ]))), .required("open_questions", count),
  ])

  static let nearest = JSONSchema.object([
    .required("measure", id), .required("as_of", .date), .required("outcome", outcome), .optional("amount", amount),
    .required(
      "changes",
      list(
        .object([
          .required("fact", id), .optional("from", .any), .required("to", .any), .required("outcome", outcome), .optional("amount", amount),
        ]))),
  ])
}
