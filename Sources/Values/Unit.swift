/// What a number counts: a product of named base units with integer powers, such as CNY/booth, kN/m2 or, for a plain ratio, none.
///
/// Units belong to types. The checker compares and combines them; at run time there are none.
public struct Unit: Hashable, Sendable {
  /// The power of each base unit, by its position in `knownNames`.
  private var powers: SIMD32<Int8>

  private init(powers: SIMD32<Int8>) {
    self.powers = powers
  }

  /// The empty product: a plain number, written "ratio".
  public static let none = Unit(powers: SIMD32())

  /// The names of the base units, in the order in which products are written.
  public static let knownNames = [
    "CNY", "USD", "percent", "kN", "m", "mu", "count", "person", "booth", "person_times", "enterprise_times", "rank", "level",
    "working_day", "day", "month", "year",
  ]

  /// The word for the empty product.
  static let ratio = "ratio"

  /// A base unit to the first power, or nil if the name is not known.
  init?(base name: some StringProtocol) {
    guard let position = Self.knownNames.firstIndex(where: { $0 == name }) else { return nil }
    powers = SIMD32()
    powers[position] = 1
  }

  /// The unit of a product: CNY/booth times booth is CNY.
  public func times(_ other: Unit) -> Unit {
    combined(with: other) { $0 + $1 }
  }

  /// The unit of a quotient: CNY divided by m2 is CNY/m2.
  public func divided(by other: Unit) -> Unit {
    combined(with: other) { $0 - $1 }
  }

  /// The unit of a power: m to the 2 is m2. The power 0 gives `none`.
  public func power(_ exponent: Int) -> Unit {
    // A power of a unit beyond ±127 has no meaning that a policy could use; it stays there rather than trapping.
    let bounded = min(max(exponent, -127), 127)
    return combined(with: .none) { power, _ in power * bounded }
  }

  private func combined(with other: Unit, _ combine: (Int, Int) -> Int) -> Unit {
    var result = Unit.none
    for position in Self.knownNames.indices {
      let power = combine(Int(powers[position]), Int(other.powers[position]))
      result.powers[position] = Int8(min(max(power, -127), 127))
    }
    return result
  }

  /// The base units that take part, with their powers.
  var factors: [(name: String, power: Int)] {
    Self.knownNames.indices.compactMap { position in
      powers[position] == 0 ? nil : (Self.knownNames[position], Int(powers[position]))
    }
  }
}
