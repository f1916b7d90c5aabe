/// A set of values of one enumeration, by their positions: 256 bits.
@frozen
public struct SymbolSet: Hashable, Sendable {
  /// The greatest number of values an enumeration may have.
  public static let capacity = 256
  /// No value.
  public static let empty = SymbolSet()

  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The empty set.
  public init() {}

  /// The set of one value.
  public init(_ index: Int) { insert(index) }

  /// The first `count` values.
  public init(first count: Int) {
    func word(_ number: Int) -> UInt64 {
      let bits = min(max(count - number * 64, 0), 64)
      return bits == 64 ? .max : (1 << UInt64(bits)) - 1
    }
    words = (word(0), word(1), word(2), word(3))
  }

  private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Adds a value.
  public mutating func insert(_ index: Int) {
    let bit: UInt64 = 1 << UInt64(index & 63)
    switch index >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  /// Whether the value is in the set.
  public func contains(_ index: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(index & 63)
    return switch index >> 6 {
    case 0: words.0 & bit != 0
    case 1: words.1 & bit != 0
    case 2: words.2 & bit != 0
    default: words.3 & bit != 0
    }
  }

  /// Values in both.
  public func intersection(_ o: SymbolSet) -> SymbolSet {
    SymbolSet(words: (words.0 & o.words.0, words.1 & o.words.1, words.2 & o.words.2, words.3 & o.words.3))
  }

  /// Values in either.
  public func union(_ o: SymbolSet) -> SymbolSet {
    SymbolSet(words: (words.0 | o.words.0, words.1 | o.words.1, words.2 | o.words.2, words.3 | o.words.3))
  }

  /// Values here and not there.
  public func subtracting(_ o: SymbolSet) -> SymbolSet {
    SymbolSet(words: (words.0 & ~o.words.0, words.1 & ~o.words.1, words.2 & ~o.words.2, words.3 & ~o.words.3))
  }

  /// Whether nothing is in it.
  public var isEmpty: Bool { words.0 | words.1 | words.2 | words.3 == 0 }

  /// Whether every value here is also there.
  public func isSubset(of o: SymbolSet) -> Bool { subtracting(o).isEmpty }

  /// How many values.
  public var count: Int { words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount + words.3.nonzeroBitCount }

  /// The lowest value.
  public var first: Int? {
    if words.0 != 0 { return words.0.trailingZeroBitCount }
    if words.1 != 0 { return 64 + words.1.trailingZeroBitCount }
    if words.2 != 0 { return 128 + words.2.trailingZeroBitCount }
    if words.3 != 0 { return 192 + words.3.trailingZeroBitCount }
    return nil
  }

  /// The values in order.
  public var indices: [Int] { (0..<SymbolSet.capacity).filter(contains) }

  /// Whether two sets hold the same values.
  public static func == (a: SymbolSet, b: SymbolSet) -> Bool { a.words == b.words }

  /// Feeds the words.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
