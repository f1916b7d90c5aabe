public import Values

/// What a claim wants of one limit.
public struct LimitUse: Sendable, Hashable, Codable {
  /// Which limit.
  public let key: LimitKey
  /// How much: 分 or claims, as the key says; above zero.
  public let quantity: Int64
  /// What the limit allows in all, in the same unit.
  public let ceiling: Int64

  /// What is counted.
  public var unit: LimitUnit { key.unit }

  /// A use.
  public init(key: LimitKey, quantity: Int64, ceiling: Int64) {
    self.key = key
    self.quantity = quantity
    self.ceiling = ceiling
  }
}

/// A part of a limit that was taken, or is given back.
public struct LimitTaken: Sendable, Hashable, Codable {
  /// Which limit.
  public let key: LimitKey
  /// How much: 分 or claims, as the key says; above zero.
  public let quantity: Int64

  /// A part of a limit.
  public init(key: LimitKey, quantity: Int64) {
    self.key = key
    self.quantity = quantity
  }
}

/// How far limits are used. Taking is one act: all that a claim wants, or nothing.
public struct LimitBook: Sendable, Hashable {
  /// What is used, by key: 分 or claims. What was not handed in is zero.
  public private(set) var used: [LimitKey: Int64]

  /// A book of these uses, which are those of the keys that will be asked for.
  public init(used: [LimitKey: Int64] = [:]) {
    self.used = used
  }

  /// What is used of a limit.
  public func used(_ key: LimitKey) -> Int64 { used[key] ?? 0 }

  /// Takes all uses together, or none. A key that stands twice is taken twice, and each of its ceilings must hold for both.
  public mutating func take(_ uses: [LimitUse]) -> Result<[LimitTaken], LimitRefusal> {
    if let wrong = uses.first(where: { $0.quantity <= 0 }) { return .failure(.notPositive(wrong.key, wrong.quantity)) }
    var exceeded: [LimitExceeded] = []
    var after = used
    for (key, asked) in LimitBook.sums(uses.map { ($0.key, $0.quantity) }) {
      let ceiling = uses.lazy.filter { $0.key == key }.map(\.ceiling).min() ?? 0
      let (sum, overflow) = used(key).addingReportingOverflow(asked ?? .max)
      if asked == nil || overflow || sum > ceiling {
        exceeded.append(LimitExceeded(key: key, used: used(key), ceiling: ceiling, asked: asked ?? .max))
      }
      after[key] = sum
    }
    guard exceeded.isEmpty else { return .failure(.exceeded(exceeded)) }
    used = after
    return .success(uses.map { LimitTaken(key: $0.key, quantity: $0.quantity) })
  }

  /// Gives back all parts together, or none: nothing may go below zero.
  public mutating func giveBack(_ parts: [LimitTaken]) -> Result<[LimitTaken], LimitRefusal> {
    if let wrong = parts.first(where: { $0.quantity <= 0 }) { return .failure(.notPositive(wrong.key, wrong.quantity)) }
    var after = used
    for (key, returned) in LimitBook.sums(parts.map { ($0.key, $0.quantity) }) {
      guard let returned, returned <= used(key) else {
        return .failure(.moreThanUsed(LimitExceeded(key: key, used: used(key), ceiling: used(key), asked: returned ?? .max)))
      }
      after[key] = used(key) - returned
    }
    used = after
    return .success(parts)
  }

  /// The sum by key, in the order of first appearance; nil where it is too large.
  private static func sums(_ parts: [(LimitKey, Int64)]) -> [(key: LimitKey, sum: Int64?)] {
    var order: [LimitKey] = []
    var sums: [LimitKey: Int64?] = [:]
    for (key, quantity) in parts {
      guard let known = sums[key] else {
        order.append(key)
        sums[key] = quantity
        continue
      }
      let added = known.map { $0.addingReportingOverflow(quantity) }
      sums[key] = .some(added.flatMap { $0.overflow ? nil : $0.partialValue })
    }
    return order.map { ($0, sums[$0].flatMap { $0 }) }
  }
}

extension LimitTaken {
  /// What goes back if the grant becomes smaller by `difference`: of limits in money the difference, of limits in claims nothing, for the
  /// claim still stands. A claim that falls away gives back all that it took.
  public static func back(of taken: [LimitTaken], smallerBy difference: Money) -> [LimitTaken] {
    taken.compactMap { part in
      guard part.key.unit == .money, difference > .zero else { return nil }
      return LimitTaken(key: part.key, quantity: min(part.quantity, difference.minor))
    }
  }
}
