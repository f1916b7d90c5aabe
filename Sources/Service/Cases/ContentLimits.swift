import Casework
public import Values

/// What a claim may hold: the same for pages, programs and everything that comes later.
public enum ContentLimits {
  /// Vouchers of one claim: more is more than anybody checks.
  public static let vouchers = 200
  /// Files of one claim.
  public static let papers = 60
  /// The longest number of a voucher, in Unicode scalars, as all lengths here.
  public static let voucherNumber_characters = 60
  /// The longest name of who issued a voucher.
  public static let issuer_characters = 120
  /// The sum of one voucher.
  public static let voucherAmount = Money(minor: 1)...Money(minor: 1_000_000_000_000)
  /// The days of a voucher that is shown on a day.
  public static func voucherDays(on day: CivilDate) -> ClosedRange<CivilDate> {
    let first = CivilDate(year: 2000, month: 1, day: 1) ?? day
    return first...max(first, day)
  }
  /// The longest particular.
  public static let particular_characters = 200
  /// The longest holder and the longest bank of an account.
  public static let account_characters = 120
  /// How many digits the number of an account has.
  public static let accountNumber_digits = 8...32
  /// The longest name of a file.
  public static let fileName_characters = 120
}

/// Holds what is stated to its limits. Only what differs from what was kept before is looked at, so that a claim that is older than a limit
/// can still be corrected where it was asked for.
struct ContentCheck {
  let procedure: Procedure
  let measure: String
  let day: CivilDate

  /// Throws `content.invalid` with everything that is wrong, by place.
  func require(_ content: Content, insteadOf before: Content = Content()) throws(Refusal) {
    let changed = content.fields(differingFrom: before)
    var problems: [Refusal.Detail] = []
    if changed.contains("vouchers") { problems += vouchers(content.vouchers) }
    problems += particulars(content.particulars.filter { changed.contains("particular:" + $0.key) })
    if let bank = content.bank, changed.contains("bank") { problems += account(bank, at: "/account") }
    if content.papers.count > max(ContentLimits.papers, before.papers.count) {
      problems.append(
        .content("/papers", "paper.too_many", "每个办件最多 \(ContentLimits.papers) 份文件", "a claim has at most \(ContentLimits.papers) files"))
    }
    for (index, paper) in content.papers.enumerated() where changed.contains("paper:" + paper.kind) && !Self.isFileName(paper.name) {
      problems.append(
        .content(
          "/papers/\(index)/name", "paper.name", "文件名不能为空、含路径或超过 \(ContentLimits.fileName_characters) 个字符",
          "the name of a file is not empty, no path, and of at most \(ContentLimits.fileName_characters) characters"))
    }
    try Self.refuse(problems)
  }

  /// Throws `content.invalid` for an account that can't be one.
  static func require(_ bank: BankAccount) throws(Refusal) {
    try refuse(ContentCheck.account(bank, at: ""))
  }

  private static func refuse(_ problems: [Refusal.Detail]) throws(Refusal) {
    guard !problems.isEmpty else { return }
    throw Refusal(
      code: "content.invalid",
      message: Bilingual(
        zh: "申报内容有 \(problems.count) 处不符，没有保存。请逐项修改。", en: "\(problems.count) things in the claim are wrong; nothing was kept. See each."),
      status: .invalid, details: Array(problems.prefix(50)))
  }

  private func vouchers(_ vouchers: [Voucher]) -> [Refusal.Detail] {
    var problems: [Refusal.Detail] = []
    if vouchers.count > ContentLimits.vouchers {
      problems.append(
        .content(
          "/vouchers", "voucher.too_many", "票据最多 \(ContentLimits.vouchers) 张", "there are at most \(ContentLimits.vouchers) vouchers"))
    }
    let days = ContentLimits.voucherDays(on: day)
    for (index, voucher) in vouchers.enumerated() {
      let place = "/vouchers/\(index)"
      problems += Self.text(voucher.number, ContentLimits.voucherNumber_characters, place + "/number")
      problems += Self.text(voucher.issuer, ContentLimits.issuer_characters, place + "/issuer")
      if !days.contains(voucher.day) {
        problems.append(
          .content(
            place + "/day", "voucher.day", "票据日期应在 \(days.lowerBound) 至 \(days.upperBound) 之间",
            "the day of a voucher is from \(days.lowerBound) to \(days.upperBound)"))
      }
      if !ContentLimits.voucherAmount.contains(voucher.amount) {
        problems.append(
          .content(
            place + "/amount_cny", "voucher.amount", "票据金额应大于 0，且不超过 100 亿元", "the sum of a voucher is above 0 and at most 10 billion yuan")
        )
      }
    }
    return problems
  }

  private func particulars(_ particulars: [String: String]) -> [Refusal.Detail] {
    let known = Set(procedure.particulars(for: measure).map(\.id))
    return particulars.sorted { $0.key < $1.key }.flatMap { name, text -> [Refusal.Detail] in
      let place = "/particulars/" + String(name.unicodeScalars.prefix(80))
      guard known.contains(name) else {
        return [.content(place, "particular.unknown", "该事项没有这项内容，请删除", "this measure has no such particular; leave it out")]
      }
      return Self.text(text, ContentLimits.particular_characters, place, isOptional: true)
    }
  }

  private func account(_ bank: BankAccount, at place: String) -> [Refusal.Detail] { Self.account(bank, at: place) }

  private static func account(_ bank: BankAccount, at place: String) -> [Refusal.Detail] {
    var problems = text(bank.holder, ContentLimits.account_characters, place + "/holder")
    problems += text(bank.bank, ContentLimits.account_characters, place + "/bank")
    let digits = bank.number.utf8
    if !ContentLimits.accountNumber_digits.contains(digits.count) || !digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      problems.append(.content(place + "/number", "account.number", "账号应为 8 至 32 位数字", "the number of an account has 8 to 32 digits"))
    }
    return problems
  }

  private static func text(_ text: String, _ limit: Int, _ place: String, isOptional: Bool = false) -> [Refusal.Detail] {
    let isEmpty = text.allSatisfy(\.isWhitespace)
    if text.unicodeScalars.count <= limit, isOptional || !isEmpty, !text.unicodeScalars.contains(where: isHidden) { return [] }
    return [.content(place, "text", "应为 1 至 \(limit) 个字符，不含控制字符", "is 1 to \(limit) characters without control characters")]
  }

  /// What can't be seen and makes a text read as another one.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n": false
    case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}", "\u{200B}": true
    default: scalar.properties.generalCategory == .control
    }
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && name.unicodeScalars.count <= ContentLimits.fileName_characters
      && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || isHidden($0) }
  }
}

extension Refusal.Detail {
  fileprivate static func content(_ pointer: String, _ code: String, _ zh: String, _ en: String) -> Self {
    Self(pointer: pointer, code: code, message: Bilingual(zh: zh, en: en))
  }
}
