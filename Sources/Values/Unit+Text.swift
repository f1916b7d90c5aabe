extension Unit {
  /// The unit written in `text`: factors joined by "*" and "/", each a known name with an optional power ("m2", "m^2", "m^-1").
  ///
  /// "ratio" and "1" are the empty product, so "1/month" is a unit too. Nil for anything else, a space included.
  ///
  ///     Unit("CNY/m2/month")!.times(Unit("m^2")!)   // CNY/month
  public init?(_ text: String) {
    self = .none
    var rest = text[...]
    var isDivisor = false
    while true {
      let end = rest.firstIndex { $0 == "*" || $0 == "/" } ?? rest.endIndex
      guard let factor = Unit(factor: rest[..<end]) else { return nil }
      self = isDivisor ? divided(by: factor) : times(factor)
      if end == rest.endIndex { return }
      isDivisor = rest[end] == "/"
      rest = rest[rest.index(after: end)...]
    }
  }

  /// One factor: "m", "m2", "m^2", "m^-2", "ratio" or "1".
  private init?(factor text: Substring) {
    if text == Self.ratio || text == "1" {
      self = .none
      return
    }
    let name = text.prefix { $0 == "_" || ($0.isASCII && $0.isLetter) }
    guard let base = Unit(base: name) else { return nil }
    var power = text[name.endIndex...]
    if power.isEmpty {
      self = base
      return
    }
    if power.first == "^" { power = power.dropFirst() } else if power.first == "-" { return nil }
    guard let exponent = Self.exponent(power) else { return nil }
    self = base.power(exponent)
  }

  /// A whole power from -9 to 9 but 0; more is a slip of the pen.
  private static func exponent(_ text: Substring) -> Int? {
    let digits = text.first == "-" ? text.dropFirst() : text
    guard digits.utf8.count == 1, let value = Int(digits), value != 0 else { return nil }
    return text.first == "-" ? -value : value
  }
}

extension Unit: CustomStringConvertible {
  /// The unit as `init(_:)` reads it: "CNY/m2/month", "ratio" for the empty product.
  public var description: String {
    let factors = self.factors
    if factors.isEmpty { return Self.ratio }
    let numerator = factors.filter { $0.power > 0 }.map { Self.text($0.name, $0.power) }
    let denominator = factors.filter { $0.power < 0 }.map { "/" + Self.text($0.name, -$0.power) }
    return (numerator.isEmpty ? "1" : numerator.joined(separator: "*")) + denominator.joined()
  }

  private static func text(_ name: String, _ power: Int) -> String {
    power == 1 ? name : "\(name)\(power)"
  }
}
