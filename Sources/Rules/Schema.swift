public import Values

/// Which fact, by its position in `Schema.facts`. Fact 0 is always `as_of`, the day of decision.
public typealias FactIndex = Int

/// A typed input of the rules.
public struct FactDeclaration: Sendable {
  /// The name used in expressions and in files.
  public let name: String
  /// Its type; `optional` where null ("there is none") may be stated.
  public let type: ValueType
  /// For numbers: the least and the greatest value that may be stated, in the fact's own unit; nil is no bound.
  public let minimum: Number?
  /// See `minimum`.
  public let maximum: Number?
  /// For numbers: how many digits after the point may be stated.
  public let decimals: Int
  /// Whether an applicant could change it.
  public let isChangeable: Bool
  /// Whether leaving it out says that there is none.
  public let isNoneWhenAbsent: Bool

  /// A declaration.
  public init(
    name: String, type: ValueType, minimum: Number? = nil, maximum: Number? = nil, decimals: Int = 6, isChangeable: Bool = false,
    isNoneWhenAbsent: Bool = false
  ) {
    self.name = name
    self.type = type
    self.minimum = minimum
    self.maximum = maximum
    self.decimals = decimals
    self.isChangeable = isChangeable
    self.isNoneWhenAbsent = isNoneWhenAbsent
  }
}

/// The vocabulary that rules are written in: facts and enumerations.
public struct Schema: Sendable {
  /// The name of fact 0.
  public static let asOfName = "as_of"

  /// All facts; the first is `as_of`.
  public private(set) var facts: [FactDeclaration]
  /// All enumerations, by `EnumerationID`.
  public private(set) var enumerations: [Enumeration]
  private var factIndices: [String: FactIndex]

  /// A vocabulary with `as_of` alone.
  public init() {
    facts = [FactDeclaration(name: Schema.asOfName, type: .date)]
    enumerations = []
    factIndices = [Schema.asOfName: 0]
  }

  /// Adds an enumeration.
  public mutating func declare(_ enumeration: Enumeration) -> EnumerationID {
    precondition(enumeration.values.count <= SymbolSet.capacity, "an enumeration has at most \(SymbolSet.capacity) values")
    enumerations.append(enumeration)
    return EnumerationID(enumerations.count - 1)
  }

  /// Adds a fact; nil if the name is taken.
  public mutating func declare(_ fact: FactDeclaration) -> FactIndex? {
    guard factIndices[fact.name] == nil else { return nil }
    facts.append(fact)
    factIndices[fact.name] = facts.count - 1
    return facts.count - 1
  }

  /// The fact of this name.
  public func fact(named name: String) -> FactIndex? { factIndices[name] }

  /// The value of this name in an enumeration.
  public func symbol(named name: String, in enumeration: EnumerationID) -> Symbol? {
    guard let index = enumerations[Int(enumeration)].values.firstIndex(of: name) else { return nil }
    return Symbol(enumeration: enumeration, index: UInt16(index))
  }

  /// The name of an enumeration value.
  public func name(of symbol: Symbol) -> String { enumerations[Int(symbol.enumeration)].values[Int(symbol.index)] }
}
