extension Number {
  /// The number written in `text`: `-?digits(.digits)?([eE][+-]?digits)?`, or with no digit before the point (".5").
  ///
  /// Digits beyond the 34th are rounded half-even. Nil for anything else ("+1", "1.", "0x10", "1 000", "") and for a value too large.
  public init?(_ text: String) {
    var text = text
    // Parsing the bytes of contiguous storage needs no allocation; a bridged string is made contiguous first.
    guard let number = text.withUTF8({ Number(utf8: $0) }) else { return nil }
    self = number
  }

  /// The number written in these bytes of UTF-8; the same syntax as `init(_:)`.
  public init?(utf8: some Collection<UInt8>) {
    var digits = DigitCollector()
    var bytes = utf8.makeIterator()
    var next = bytes.next()
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { next = bytes.next() }

    let hasInteger = digits.take(from: &bytes, &next)
    if next == UInt8(ascii: ".") {
      next = bytes.next()
      digits.inFraction = true
      guard digits.take(from: &bytes, &next) else { return nil }
    } else if !hasInteger {
      return nil
    }
    var written = 0
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      next = bytes.next()
      guard let exponent = Self.exponent(from: &bytes, &next) else { return nil }
      written = exponent
    }
    guard next == nil, let number = digits.number(isNegative, exponent: written) else { return nil }
    self = number
  }

  /// A signed exponent; beyond a million it stays there, which is out of range whatever the digits are.
  private static func exponent(from bytes: inout some IteratorProtocol<UInt8>, _ next: inout UInt8?) -> Int? {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { next = bytes.next() }
    var value = 0
    var count = 0
    while let byte = next, byte &- 48 < 10 {
      value = min(value * 10 + Int(byte &- 48), 1_000_000_000_000)
      count += 1
      next = bytes.next()
    }
    if count == 0 { return nil }
    return isNegative ? -value : value
  }
}

/// Gathers the digits of a number: the first 38 as they are, then only whether a later one was not zero.
private struct DigitCollector {
  var coefficient: UInt128 = 0
  var exponent = 0
  var inexact = false
  var inFraction = false

  /// Takes the run of digits at `next`; false if there is none.
  @inline(__always)
  mutating func take(from bytes: inout some IteratorProtocol<UInt8>, _ next: inout UInt8?) -> Bool {
    var found = false
    while let byte = next, byte &- 48 < 10 {
      found = true
      add(byte &- 48)
      next = bytes.next()
    }
    return found
  }

  @inline(__always)
  private mutating func add(_ digit: UInt8) {
    // 38 digits always fit 128 bits, and leave at least 35 when 34 are kept and the rest decides the rounding.
    if coefficient < 10_000_000_000_000_000_000_000_000_000_000_000_000 {
      coefficient = coefficient &* 10 &+ UInt128(digit)
      if inFraction { exponent -= 1 }
    } else {
      inexact = inexact || digit != 0
      if !inFraction { exponent += 1 }
    }
  }

  func number(_ isNegative: Bool, exponent written: Int) -> Number? {
    Number.rounding(isNegative, UInt256(coefficient), exponent + written, inexact: inexact)
  }
}
