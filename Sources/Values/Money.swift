/// An amount in whole 分: 1/100 CNY, or a cent of another currency. The currency is a matter of the unit, not of the amount.
///
/// Amounts go to 10^15 CNY in either direction, far above any public fund and safely inside 64 bits.
public struct Money: Hashable, Sendable {
  /// The amount in 分.
  public let minor: Int64

  /// The largest amount: 10^15 CNY, in 分.
  public static let maximumMinor: Int64 = 100_000_000_000_000_000
  /// The largest amount.
  public static let greatest = Money(minor: maximumMinor)
  /// 0.00.
  public static let zero = Money(minor: 0)

  /// An amount known to be in range. For amounts that come from outside, see `init(checking:)`.
  public init(minor: Int64) {
    precondition(minor.magnitude <= UInt64(Self.maximumMinor), "an amount of money is beyond 10^15")
    self.minor = minor
  }

  /// This many 分, or nil if they are too many.
  public init?(checking minor: Int64) {
    guard minor.magnitude <= UInt64(Self.maximumMinor) else { return nil }
    self.minor = minor
  }

  /// An amount in CNY, brought to whole 分 as the rule says; nil if it is too large.
  ///
  ///     Money(Number("0.125")!, rounding: .halfUp)   // 0.13
  public init?(_ number: Number, rounding: RoundingMode) {
    guard let minor = number.rounded(scale: 2, rounding)?.multiplied(by: 100)?.int else { return nil }
    self.init(checking: Int64(minor))
  }

  /// The amount in CNY, exactly.
  public var number: Number { Number(unchecked: minor < 0, UInt128(minor.magnitude), -2) }

  /// The sum, or nil if it is too large.
  public func adding(_ other: Money) -> Money? {
    Money(checking: minor + other.minor)
  }

  /// The difference, or nil if it is too large.
  public func subtracting(_ other: Money) -> Money? {
    Money(checking: minor - other.minor)
  }
}

extension Money: Comparable {
  /// The smaller amount is below the larger.
  public static func < (left: Money, right: Money) -> Bool { left.minor < right.minor }
}

extension Money: CustomStringConvertible {
  /// The amount in CNY with both digits of 分: "30000.00", "-0.05".
  public var description: String { number.plain(scale: 2) }
}
