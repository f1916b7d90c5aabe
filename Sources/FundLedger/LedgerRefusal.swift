public import Values

/// Why an act can't be booked, with the sums.
public struct LedgerRefusal: Error, Sendable, Hashable, Codable {
  /// The reasons.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The amount is zero or below.
    case notPositive = "ledger.not_positive"
    /// The fund has less that is free.
    case notEnoughAvailable = "ledger.not_enough_available"
    /// Less is held for the case.
    case moreThanHeld = "ledger.more_than_held"
    /// Less is committed to the case.
    case moreThanCommitted = "ledger.more_than_committed"
    /// Less is payable to the case.
    case moreThanPayable = "ledger.more_than_payable"
    /// Less is at the bank for the case.
    case moreThanInPayment = "ledger.more_than_in_payment"
    /// Less was paid to the case than comes back from the bank.
    case moreThanPaid = "ledger.more_than_paid"
    /// Less was paid to the case than is demanded back, or has been demanded already.
    case recoveryAbovePaid = "ledger.recovery_above_paid"
    /// Less is demanded from the case than is received or dropped.
    case recoveryAboveDemand = "ledger.recovery_above_demand"
    /// Less has been received back than is handed on.
    case returnAboveRecovered = "ledger.return_above_recovered"
    /// A balance would go beyond 10^15 CNY.
    case overflow = "ledger.overflow"

    /// What it is called if the account that gives has too little.
    static func shortage(of kind: LedgerAct.Kind) -> Reason {
      switch kind.from {
      case .treasury, .available: .notEnoughAvailable
      case .held: .moreThanHeld
      case .committed: .moreThanCommitted
      case .payable: .moreThanPayable
      case .inPayment: .moreThanInPayment
      case .paid: kind == .demandRecovery ? .recoveryAbovePaid : .moreThanPaid
      case .recoverable: .recoveryAboveDemand
      case .recovered: .returnAboveRecovered
      }
    }
  }

  /// The reason.
  public let reason: Reason
  /// What was to be done.
  public let act: LedgerAct.Kind
  /// In which fund.
  public let fund: Fund
  /// In whose part of the fund; nil for the payer who carries it.
  public let share: String?
  /// For which case.
  public let caseID: String?
  /// The amount asked for.
  public let asked: Money
  /// The amount there was; nil where that is not the matter.
  public let had: Money?

  init(_ reason: Reason, _ act: LedgerAct, had: Money?) {
    self.reason = reason
    self.act = act.kind
    fund = act.fund
    share = act.share
    caseID = act.caseID
    asked = act.amount
    self.had = had
  }

  /// The stable name.
  public var code: String { reason.rawValue }

  /// What to tell people.
  public var sentence: Bilingual { sentence(of: nil) }

  /// What to tell people; `payer` is what they call the one whose part of the fund it is, as in 蓬江区级.
  public func sentence(of payer: Bilingual?) -> Bilingual {
    var (zh, en) = words
    if let payer {
      zh = payer.zh + zh
      en = "\(payer.en): " + en.prefix(1).lowercased() + en.dropFirst()
    }
    guard let had else { return Bilingual(zh: zh + "。", en: en + ".") }
    return Bilingual(
      zh: "\(zh)：现有 \(had.shown.zh)，本次 \(asked.shown.zh)。", en: "\(en): there is \(had.shown.en), asked for \(asked.shown.en).")
  }

  private var words: (zh: String, en: String) {
    switch reason {
    case .notPositive: ("金额必须大于零", "The amount must be above zero")
    case .notEnoughAvailable: ("资金可用余额不足", "The fund has not enough available")
    case .moreThanHeld: ("超出该办件的预留金额", "More than is held for the case")
    case .moreThanCommitted: ("超出该办件的已安排金额", "More than is committed to the case")
    case .moreThanPayable: ("超出该办件的应付金额", "More than is payable to the case")
    case .moreThanInPayment: ("超出该办件的支付中金额", "More than is at the bank for the case")
    case .moreThanPaid: ("超出该办件的已支付金额", "More than was paid to the case")
    case .recoveryAbovePaid: ("追回金额超出该办件的已支付金额", "More is demanded back than was paid to the case")
    case .recoveryAboveDemand: ("超出该办件的应追回余额", "More than is still demanded from the case")
    case .returnAboveRecovered: ("上缴金额超出该办件的已追回金额", "More than was recovered from the case")
    case .overflow: ("金额超出台账可记录的上限", "The amount is beyond what the book can hold")
    }
  }

  private enum CodingKeys: String, CodingKey {
    case reason = "code"
    case act
    case fund
    case share
    case caseID = "case"
    case asked = "asked_minor"
    case had = "had_minor"
  }
}

extension Money {
  /// The sum for people, as in 12,345.67 元.
  var shown: Bilingual {
    let text = description
    var grouped = ""
    let digits = text.drop { $0 == "-" }
    let whole = digits.prefix { $0 != "." }
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    let figure = (minor < 0 ? "-" : "") + grouped + digits.dropFirst(whole.count)
    return Bilingual(zh: figure + " 元", en: "CNY " + figure)
  }
}
