/// A budgeted pot (资金): one scheme in one budget year.
public struct Fund: Sendable, Hashable, Codable {
  /// The scheme, as its procedure names it.
  public let scheme: String
  /// The budget year.
  public let year: Int

  /// A fund of a scheme and a budget year.
  public init(scheme: String, year: Int) {
    self.scheme = scheme
    self.year = year
  }
}

extension Fund: Comparable {
  /// By scheme, then by year.
  public static func < (left: Fund, right: Fund) -> Bool { (left.scheme, left.year) < (right.scheme, right.year) }
}

/// Where money of a fund stands. Every 分 of an appropriation stands in exactly one of them.
public enum Bucket: String, Sendable, Hashable, Codable, CaseIterable {
  /// The public purse outside the fund (财政来源); its balance is the appropriation with a minus sign.
  case treasury
  /// Free to be planned with (可用).
  case available
  /// Kept back for a claim in a plan (预留).
  case held
  /// Promised after an undisputed notice (已安排).
  case committed
  /// Released by finance, owed to the enterprise (应付).
  case payable
  /// Ordered, at the bank, result not known (支付中).
  case inPayment = "in_payment"
  /// Paid by the word of the bank, and not demanded back (已支付).
  case paid
  /// Paid and demanded back (应追回).
  case recoverable
  /// Received back, not yet handed to the public purse (已追回).
  case recovered

  /// Whether the money in it belongs to single cases, so that its balance is the sum over them.
  public var isOfCases: Bool { self != .treasury && self != .available }
}

/// An account of the book: a place for money of a fund, or of one payer's share of it.
public struct Account: Sendable, Hashable, Codable {
  /// The fund.
  public let fund: Fund
  /// Whose part of the fund it is (such as the city's or a district's), by a stable name; nil for the payer who carries the fund.
  public let share: String?
  /// The place.
  public let bucket: Bucket

  /// An account.
  public init(fund: Fund, share: String? = nil, bucket: Bucket) {
    self.fund = fund
    self.share = share
    self.bucket = bucket
  }
}

/// The part of an account that belongs to one case.
public struct CaseAccount: Sendable, Hashable, Codable {
  /// The account; its bucket is one of cases.
  public let account: Account
  /// The case.
  public let caseID: String

  /// The part of a case. Traps for an account that has no parts.
  public init(account: Account, caseID: String) {
    precondition(account.bucket.isOfCases, "the account \(account.bucket.rawValue) is not divided by cases")
    self.account = account
    self.caseID = caseID
  }

  private enum CodingKeys: String, CodingKey {
    case account
    case caseID = "case"
  }
}
