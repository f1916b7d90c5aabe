import Casework
import Policy

/// What the endpoints of cases take.
enum CaseBodies {
  static let note = JSONSchema.string(maxLength: 2000)

  static let draft = JSONSchema.object(
    [
      .required("measure", JSONParts.id, zh: "事项编号", en: "Measure id"),
      .optional("even_if_one_exists", .boolean, zh: "已有该事项的草稿时仍新建", en: "Begin another even if there is a draft for it"),
    ] + ContentJSON.stated)

  static let content = JSONSchema.object(ContentJSON.stated + [ContentJSON.keptPapers])

  static let submission = JSONSchema.object([
    .required("is_declared", .boolean, zh: "已确认真实性承诺", en: "The declaration of truth is confirmed"),
    .optional("insists", .boolean, zh: "认定不符合仍提交，由人工审核", en: "Hand it in although it is not eligible, for an officer to look"),
  ])

  static let withdrawal = JSONSchema.object([.optional("reason", note)])

  static let correctionItem = JSONSchema.named(
    "CorrectionItem",
    .object([
      .required(
        "field", .string(minLength: 1, maxLength: 300), zh: "fact:…、particular:…、paper:…、vouchers 或 bank",
        en: "fact:…, particular:…, paper:…, vouchers or bank"),
      .required("reason", JSONParts.id, zh: "理由代码", en: "Code of the reason"), .optional("note", note),
    ]))

  static let correction = JSONSchema.object([.required("items", .array(correctionItem, maxItems: 500)), .optional("note", note)])

  static let acceptance = JSONSchema.object([
    .optional("granted_cny", .cny, zh: "核准金额；不填为认定金额", en: "Sum granted; the sum decided unless stated"),
    .optional("reason", JSONParts.id, zh: "低于认定金额的理由代码", en: "Code of the reason for a lower sum"), .optional("note", note),
    .optional("promises", .map(.date, maxEntries: 50), zh: "容缺材料及补交日期", en: "Papers promised for later, with the day"),
  ])

  static let refusal = JSONSchema.object([
    .required("reason", JSONParts.id, zh: "理由代码", en: "Code of the reason"), .required("note", .string(minLength: 1, maxLength: 2000)),
  ])

  static let finding = JSONSchema.object([.required("finding", .string(minLength: 1, maxLength: 2000))])

  static let withdrawnDemand = JSONSchema.object([.required("reason", .string(minLength: 1, maxLength: 2000))])

  static let receipt = JSONSchema.object([
    .required("amount_cny", .cny), .required("reference", .string(minLength: 1, maxLength: 200)),
  ])
}
