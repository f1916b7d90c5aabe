extension Number: CustomStringConvertible {
  /// The shortest plain notation, as FEEL `string()` gives it: no exponent, no trailing zeros after the point, no "-0".
  ///
  ///     Number("1.10")!.description    // "1.1"
  ///     Number("1e3")!.description     // "1000"
  public var description: String {
    let form = normalized
    return form.text(fractionDigits: max(0, -form.exponent))
  }

  /// Plain notation with exactly `scale` digits after the point: `Number(30000).plain(scale: 2)` is "30000.00".
  ///
  /// The value must already be rounded to `scale` (≥ 0): this function prints, it never rounds.
  public func plain(scale: Int) -> String {
    precondition(scale >= 0, "a number of digits can't be negative")
    let form = normalized
    precondition(-form.exponent <= scale, "a figure must be rounded before it is printed")
    return form.text(fractionDigits: scale)
  }

  /// `count` must be at least the number of fraction digits of the normalised receiver.
  private func text(fractionDigits count: Int) -> String {
    var digits = Array(String(coefficient).utf8)
    let zero = UInt8(ascii: "0")
    digits.append(contentsOf: repeatElement(zero, count: exponent + count))
    if digits.count <= count { digits.insert(contentsOf: repeatElement(zero, count: count + 1 - digits.count), at: 0) }
    if count > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - count) }
    if isNegative { digits.insert(UInt8(ascii: "-"), at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }
}
