import Casework
import Policy
import Service
import Values

/// What an enterprise stated and handed in, as the API takes and shows it.
enum ContentJSON {
  private static let facts = JSONSchema.map(.any, maxEntries: 1000)
  private static let particulars = JSONSchema.map(.string(maxLength: 500), maxEntries: 100)
  private static let paper: [JSONSchema.Property] = [
    .required("kind", JSONParts.id), .required("name", .string(maxLength: 255)), .required("sha256", JSONParts.sha256),
    .required("size_bytes", JSONParts.count), .required("media_type", .string(maxLength: 100)),
  ]
  private static let voucher = JSONSchema.named(
    "Voucher",
    .object([
      .required("number", .string(minLength: 1, maxLength: 100), zh: "票据号码", en: "Number"),
      .required("issuer", .string(minLength: 1, maxLength: 200), zh: "开票方", en: "Issuer"), .required("day", .date),
      .required("amount_cny", .cny),
    ]))

  /// The whole of it.
  static let schema = JSONSchema.named(
    "Content",
    .object([
      .required("facts", facts), .required("particulars", particulars),
      .required("papers", JSONParts.list(.named("Paper", .object(paper)))),
      .required("vouchers", .array(voucher, maxItems: 500)), .optional("account", account),
    ]))

  /// Where the money goes; `number` where it may be shown, `masked` always.
  static let account = JSONSchema.named(
    "BankAccount",
    .object([
      .required("holder", .string(maxLength: 200)), .required("bank", .string(maxLength: 200)), .optional("number", .string(maxLength: 64)),
      .required("masked", .string(maxLength: 64)),
    ]))

  /// Where the money goes, as it is stated.
  static let statedAccount = JSONSchema.named(
    "StatedBankAccount",
    .object([
      .required("holder", .string(minLength: 1, maxLength: 200), zh: "户名", en: "Holder"),
      .required("bank", .string(minLength: 1, maxLength: 200), zh: "开户行", en: "Bank and branch"),
      .required("number", .string(minLength: 1, maxLength: 64), zh: "账号（数字）", en: "Number: digits"),
    ]))

  /// Another account for a claim that runs, with a proof of identity.
  static let changedAccount = JSONSchema.object([
    .required("holder", .string(minLength: 1, maxLength: 200), zh: "户名", en: "Holder"),
    .required("bank", .string(minLength: 1, maxLength: 200), zh: "开户行", en: "Bank and branch"),
    .required("number", .string(minLength: 1, maxLength: 64), zh: "账号（数字）", en: "Number: digits"),
    .required(
      "proof", .string(minLength: 1, maxLength: 512), zh: "验证器的验证码；没有绑定验证器的，填登录密码",
      en: "Code of the second factor; the password where none is set up"),
  ])

  /// What may be stated. Papers are handed in by uploads; here they can be taken out.
  static let stated: [JSONSchema.Property] = [
    .optional("facts", facts, zh: "事实：名称和取值", en: "Facts by name"),
    .optional("particulars", particulars, zh: "其他内容", en: "Particulars"),
    .optional("vouchers", .array(voucher, maxItems: ContentLimits.vouchers), zh: "票据", en: "Vouchers"),
    .optional("account", statedAccount, zh: "收款账户", en: "Where the money goes"),
  ]
  static let keptPapers = JSONSchema.Property.optional(
    "papers", .array(.object([.required("kind", JSONParts.id), .required("sha256", JSONParts.sha256)]), maxItems: 500),
    zh: "保留哪些已上传的材料；不填则全部保留", en: "Which uploaded papers stay; all unless stated")

  static func json(_ content: Content, showsAccount: Bool) -> JSONText {
    .present([
      ("facts", .object(content.facts.sorted { $0.key < $1.key }.map { ($0.key, .kept($0.value)) })),
      ("particulars", .object(content.particulars.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ("papers", .list(content.papers.map(paper))),
      (
        "vouchers",
        .list(
          content.vouchers.map { voucher in
            .object([
              ("number", .string(voucher.number)), ("issuer", .string(voucher.issuer)), ("day", .day(voucher.day)),
              ("amount_cny", .cny(voucher.amount)),
            ])
          })
      ), ("account", content.bank.map { account($0, isWhole: showsAccount) }),
    ])
  }

  static func paper(_ paper: PaperFile) -> JSONText {
    .object([
      ("kind", .string(paper.kind)), ("name", .string(paper.name)), ("sha256", .string(paper.sha256)),
      ("size_bytes", .integer(paper.size_bytes)), ("media_type", .string(paper.mediaType)),
    ])
  }

  static func account(_ account: BankAccount, isWhole: Bool) -> JSONText {
    .present([
      ("holder", .string(account.holder)), ("bank", .string(account.bank)), ("number", isWhole ? .string(account.number) : nil),
      ("masked", .string(account.masked)),
    ])
  }

  /// The account of a body. Texts of programs are cleaned as those of forms are.
  static func account(_ body: JSONObject) -> BankAccount {
    let typed = body.string("number")
    let number = if case .success(let digits) = FieldText.bankAccount(typed) { digits } else { FieldText.narrow(typed) }
    return BankAccount(
      holder: FieldText.cleaned(body.string("holder")), bank: FieldText.cleaned(body.string("bank")), number: number)
  }

  /// What a body states. Facts are read by the book, so that what is wrong is told by its place.
  static func content(_ body: JSONObject, _ book: PolicyBook) throws(Failure) -> Content {
    _ = try PolicyBody(book: book).facts(body.node)
    var content = Content()
    for entry in body.node["facts"]?.entries ?? [] { content.facts[entry.name] = JSONText(entry.value).compact }
    for entry in body.node["particulars"]?.entries ?? [] { content.particulars[entry.name] = FieldText.cleaned(entry.value.text ?? "") }
    content.vouchers = body.objects("vouchers").map { voucher in
      Voucher(
        number: FieldText.cleaned(voucher.string("number")), issuer: FieldText.cleaned(voucher.string("issuer")), day: voucher.date("day"),
        amount: voucher.money("amount_cny"))
    }
    content.bank = body.object("account").map(account)
    return content
  }
}
