/// A FEEL days and time duration: a length of time to the nanosecond, of either sign. A day is 24 hours.
///
/// Whole seconds fit an `Int64`; that is some 290 thousand million years.
public struct DaysDuration: Hashable, Sendable {
  // Rounded towards negative infinity, so that the pair is unique and its order is that of the durations: -PT0.5S is (-1, 500,000,000).
  private let floorSeconds: Int64
  private let nanosecondsAbove: Int32

  /// No time at all: PT0S.
  public static let zero = DaysDuration(days: 0)
  static let nanosecondsPerSecond: Int128 = 1_000_000_000

  /// Whole days. A difference of two dates always fits; more days than `Int32` holds are a programmer's error.
  public init(days: Int) {
    floorSeconds = Int64(Int32(days)) * 86_400
    nanosecondsAbove = 0
  }

  /// All of it in nanoseconds; nil if it does not fit.
  public init?(totalNanoseconds total: Int128) {
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: Self.nanosecondsPerSecond)
    let (seconds, rest) = remainder < 0 ? (quotient - 1, remainder + Self.nanosecondsPerSecond) : (quotient, remainder)
    guard let seconds = Int64(exactly: seconds) else { return nil }
    floorSeconds = seconds
    nanosecondsAbove = Int32(rest)
  }

  /// A length known to fit, such as that between two date-times.
  init(inRange total: Int128) {
    guard let duration = DaysDuration(totalNanoseconds: total) else { preconditionFailure("a duration is beyond 2^63 seconds") }
    self = duration
  }

  /// All of it in nanoseconds.
  public var totalNanoseconds: Int128 {
    Int128(floorSeconds) * Self.nanosecondsPerSecond + Int128(nanosecondsAbove)
  }

  // The parts carry the sign of the duration, as FEEL's properties do: -P1DT2H has days -1 and hours -2.

  /// All of it in whole seconds, towards zero.
  public var totalSeconds: Int64 { floorSeconds < 0 && nanosecondsAbove > 0 ? floorSeconds + 1 : floorSeconds }
  /// Whole days.
  public var days: Int64 { totalSeconds / 86_400 }
  /// Hours beyond whole days.
  public var hours: Int64 { totalSeconds / 3600 % 24 }
  /// Minutes beyond whole hours.
  public var minutes: Int64 { totalSeconds / 60 % 60 }
  /// Whole seconds beyond whole minutes.
  public var seconds: Int64 { totalSeconds % 60 }
  /// Nanoseconds beyond whole seconds.
  public var nanoseconds: Int64 { Int64(totalNanoseconds % Self.nanosecondsPerSecond) }

  /// Whether it goes back in time.
  public var isNegative: Bool { floorSeconds < 0 }
  /// Nil if it does not fit.
  public var negated: DaysDuration? { DaysDuration(totalNanoseconds: -totalNanoseconds) }
  /// The duration without its sign; nil if it does not fit.
  public var magnitude: DaysDuration? { isNegative ? negated : self }

  /// The sum, or nil if it does not fit.
  public func adding(_ other: DaysDuration) -> DaysDuration? {
    DaysDuration(totalNanoseconds: totalNanoseconds + other.totalNanoseconds)
  }

  /// The difference, or nil if it does not fit.
  public func subtracting(_ other: DaysDuration) -> DaysDuration? {
    DaysDuration(totalNanoseconds: totalNanoseconds - other.totalNanoseconds)
  }

  /// The product in whole nanoseconds, towards zero; nil if it does not fit.
  public func multiplied(by factor: Number) -> DaysDuration? {
    DaysDuration(truncating: number.multiplied(by: factor))
  }

  /// The quotient in whole nanoseconds, towards zero; nil for a zero divisor.
  public func divided(by divisor: Number) -> DaysDuration? {
    DaysDuration(truncating: number.divided(by: divisor))
  }

  /// How many times `other` goes into this duration; nil if `other` is zero.
  public func divided(by other: DaysDuration) -> Number? {
    number.divided(by: other.number)
  }

  /// The length in nanoseconds: below 10^28, so a coefficient holds it.
  private var number: Number { Number(unchecked: isNegative, totalNanoseconds.magnitude, 0) }

  private init?(truncating number: Number?) {
    guard let whole = number?.rounded(scale: 0, .down), whole.isZero || whole.adjustedExponent < 30 else { return nil }
    let magnitude = Int128(whole.coefficient * PowerOfTen.double(whole.exponent))
    self.init(totalNanoseconds: whole.isNegative ? -magnitude : magnitude)
  }
}

extension DaysDuration: Comparable {
  /// The shorter is below the longer; back in time is below forth.
  public static func < (left: DaysDuration, right: DaysDuration) -> Bool {
    left.floorSeconds == right.floorSeconds ? left.nanosecondsAbove < right.nanosecondsAbove : left.floorSeconds < right.floorSeconds
  }
}
