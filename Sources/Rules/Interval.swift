import Values

/// The numbers from `lower` to `upper`, both included; nil is no end. Facts are given in whole steps (`decimals`), so that every open end
/// is the closed end one step away.
struct Interval: Hashable, Sendable {
  var lower: Number?
  var upper: Number?

  static let all = Interval(lower: nil, upper: nil)

  /// The distance between neighbours of facts with so many digits after the point.
  static func step(decimals: Int) -> Number? { Number("1e-\(decimals)") }

  init(lower: Number?, upper: Number?) {
    self.lower = lower
    self.upper = upper
  }

  init(_ value: Number) {
    lower = value
    upper = value
  }

  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return upper < lower
  }

  var point: Number? { lower != nil && lower == upper ? lower : nil }

  func contains(_ value: Number) -> Bool {
    if let lower, value < lower { return false }
    if let upper, upper < value { return false }
    return true
  }

  /// The least interval that holds both.
  func hull(_ other: Interval) -> Interval {
    Interval(
      lower: lower.flatMap { a in other.lower.map { min(a, $0) } },
      upper: upper.flatMap { a in other.upper.map { max(a, $0) } })
  }

  // MARK: Arithmetic. A bound that overflows is no bound.

  func adding(_ other: Interval) -> Interval {
    Interval(
      lower: lower.flatMap { a in other.lower.flatMap { a.adding($0) } },
      upper: upper.flatMap { a in other.upper.flatMap { a.adding($0) } })
  }

  var negated: Interval { Interval(lower: upper?.negated, upper: lower?.negated) }

  func multiplied(by other: Interval) -> Interval {
    let corners = [(lower, -1, other.lower, -1), (lower, -1, other.upper, 1), (upper, 1, other.lower, -1), (upper, 1, other.upper, 1)]
      .map { Interval.product($0.0, $0.1, $0.2, $0.3) }
    return Interval(lower: Interval.extreme(corners, -1), upper: Interval.extreme(corners, 1))
  }

  /// A bound that may lie at an infinity.
  private enum Bound {
    case finite(Number)
    case infinite(Int)
  }

  private static func product(_ a: Number?, _ aSign: Int, _ b: Number?, _ bSign: Int) -> Bound {
    func sign(_ x: Number?, _ infinity: Int) -> Int {
      guard let x else { return infinity }
      return x.isZero ? 0 : x.isNegative ? -1 : 1
    }
    if let a, let b, let product = a.multiplied(by: b) { return .finite(product) }
    let total = sign(a, aSign) * sign(b, bSign)
    return total == 0 ? .finite(.zero) : .infinite(total)
  }

  private static func extreme(_ bounds: [Bound], _ direction: Int) -> Number? {
    var best: Number?
    for bound in bounds {
      switch bound {
      case .infinite(let sign):
        if sign == direction { return nil }
      case .finite(let value):
        if let current = best { best = direction < 0 ? min(current, value) : max(current, value) } else { best = value }
      }
    }
    return best
  }

  /// The reciprocals of the numbers other than zero; nil where zero lies strictly inside, which leaves nothing to say.
  private var reciprocal: Interval? {
    let one = Number.one
    if let lower, !lower.isNegative {
      return Interval(lower: upper.flatMap { one.divided(by: $0) } ?? .zero, upper: lower.isZero ? nil : one.divided(by: lower))
    }
    if let upper, upper.isNegative || upper.isZero {
      return Interval(lower: upper.isZero ? nil : one.divided(by: upper), upper: lower.flatMap { one.divided(by: $0) } ?? .zero)
    }
    return nil
  }

  /// Quotients; the bounds are divisions themselves, so that they are as exact as the rule.
  func divided(by other: Interval) -> Interval {
    if let divisor = other.point, !divisor.isZero {
      let ends = [lower.flatMap { $0.divided(by: divisor) }, upper.flatMap { $0.divided(by: divisor) }]
      return divisor.isNegative ? Interval(lower: ends[1], upper: ends[0]) : Interval(lower: ends[0], upper: ends[1])
    }
    if let numerator = point, let low = other.lower, !low.isNegative, !low.isZero, !numerator.isNegative {
      return Interval(lower: other.upper.flatMap { numerator.divided(by: $0) } ?? .zero, upper: numerator.divided(by: low))
    }
    guard let reciprocal = other.reciprocal else { return .all }
    return multiplied(by: reciprocal)
  }

  func mapped(_ function: (Number) -> Number?) -> Interval { Interval(lower: lower.flatMap(function), upper: upper.flatMap(function)) }

  /// The least of one number from each.
  func minimum(_ other: Interval) -> Interval {
    let low = lower.flatMap { a in other.lower.map { min(a, $0) } }
    let high =
      switch (upper, other.upper) {
      case (let a?, let b?): min(a, b)
      case (let a, let b): a ?? b
      }
    return Interval(lower: low, upper: high)
  }

  /// The greatest of one number from each.
  func maximum(_ other: Interval) -> Interval { negated.minimum(other.negated).negated }

  var magnitude: Interval {
    if let lower, !lower.isNegative { return self }
    if let upper, upper.isNegative { return negated }
    let high = lower.flatMap { low in upper.map { max(low.magnitude, $0) } }
    return Interval(lower: .zero, upper: high)
  }
}
