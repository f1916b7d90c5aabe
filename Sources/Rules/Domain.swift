import Values

/// The values that a fact or an expression can still take.
///
/// Every domain is a superset of the values that are really possible; for a fact it is exactly the set of its admissible values, cut
/// down by the conditions assumed on the current path.
enum Domain: Hashable {
  /// Exactly this value, which may be null.
  case point(Value)
  /// A truth value.
  case truth(TruthSet)
  /// One value of an enumeration.
  case symbols(SymbolSet, of: EnumerationID, orNull: Bool)
  /// A number.
  case numbers(Interval, orNull: Bool)
  /// A date, as days since 1970-01-01.
  case dates(Interval, orNull: Bool)
  /// A list of enumeration values that holds every one of `with` and none of `without`.
  case lists(with: SymbolSet, without: SymbolSet, of: EnumerationID, orNull: Bool)
  /// Any text but these.
  case texts(except: [String], orNull: Bool)
  /// Nothing is known.
  case anything

  /// All values that may be stated for a fact.
  init(admissible fact: FactDeclaration, _ schema: Schema) {
    let orNull = fact.type.isOptional
    switch fact.type.wrapped {
    case .boolean: self = .truth(orNull ? .anything : .open)
    case .enumeration(let id):
      self = .symbols(SymbolSet(first: schema.enumerations[Int(id)].values.count), of: id, orNull: orNull)
    case .number: self = .numbers(Interval(lower: fact.minimum, upper: fact.maximum), orNull: orNull)
    case .date: self = .dates(.all, orNull: orNull)
    case .list(.enumeration(let id)): self = .lists(with: .empty, without: .empty, of: id, orNull: orNull)
    case .string: self = .texts(except: [], orNull: orNull)
    default: self = .anything
    }
  }

  /// The value, where only one is left.
  var value: Value? {
    switch self {
    case .point(let value): return value
    case .truth(let set):
      switch set {
      case .yes: return .boolean(true)
      case .no: return .boolean(false)
      case .null: return .null
      default: return nil
      }
    case .numbers(let interval, false): return interval.point.map { .number($0) }
    case .dates(let interval, false): return interval.point?.int.flatMap { CivilDate(daysSinceEpoch: $0) }.map { .date($0) }
    case .symbols(let set, let id, false):
      guard set.count == 1, let index = set.first else { return nil }
      return .symbol(Symbol(enumeration: id, index: UInt16(index)))
    default: return nil
    }
  }

  var canBeNull: Bool {
    switch self {
    case .point(let value): value == .null
    case .truth(let set): set.canBeNull
    case .symbols(_, _, let orNull), .numbers(_, let orNull), .dates(_, let orNull), .lists(_, _, _, let orNull), .texts(_, let orNull):
      orNull
    case .anything: true
    }
  }

  /// The domain without null; nil where only null was left.
  var withoutNull: Domain? {
    switch self {
    case .point(.null), .truth(.null): nil
    case .truth(let set): .truth(TruthSet(bits: set.bits & 3))
    case .symbols(let set, let id, _): .symbols(set, of: id, orNull: false)
    case .numbers(let interval, _): .numbers(interval, orNull: false)
    case .dates(let interval, _): .dates(interval, orNull: false)
    case .lists(let with, let without, let id, _): .lists(with: with, without: without, of: id, orNull: false)
    case .texts(let except, _): .texts(except: except, orNull: false)
    case .point, .anything: self
    }
  }

  /// The truth values among the domain.
  var truth: TruthSet {
    switch self {
    case .truth(let set): set
    case .point(.boolean(let truth)): TruthSet(truth)
    case .point: .null
    default: .anything
    }
  }

  /// As an interval of numbers, or of dates; nil for other kinds.
  var interval: Interval? {
    switch self {
    case .numbers(let interval, _), .dates(let interval, _): interval
    case .point(.number(let number)): Interval(number)
    case .point(.date(let date)): Interval(Number(Int(date.daysSinceEpoch)))
    default: nil
    }
  }

  /// The least domain of this kind that holds both.
  func union(_ other: Domain) -> Domain {
    if self == other { return self }
    if case .point(.null) = other { return orNull }
    if case .point(.null) = self { return other.orNull }
    switch (self.widened, other.widened) {
    case (.truth(let a), .truth(let b)): return .truth(a.union(b))
    case (.symbols(let a, let id, let n), .symbols(let b, let other, let m)) where id == other:
      return .symbols(a.union(b), of: id, orNull: n || m)
    case (.numbers(let a, let n), .numbers(let b, let m)): return .numbers(a.hull(b), orNull: n || m)
    case (.dates(let a, let n), .dates(let b, let m)): return .dates(a.hull(b), orNull: n || m)
    default: return .anything
    }
  }

  /// A point as the set it is an element of.
  private var widened: Domain {
    switch self {
    case .point(.boolean(let truth)): .truth(TruthSet(truth))
    case .point(.number(let number)): .numbers(Interval(number), orNull: false)
    case .point(.date): .dates(interval ?? .all, orNull: false)
    case .point(.symbol(let symbol)): .symbols(SymbolSet(Int(symbol.index)), of: symbol.enumeration, orNull: false)
    default: self
    }
  }

  private var orNull: Domain {
    switch widened {
    case .truth(let set): .truth(set.union(.null))
    case .symbols(let set, let id, _): .symbols(set, of: id, orNull: true)
    case .numbers(let interval, _): .numbers(interval, orNull: true)
    case .dates(let interval, _): .dates(interval, orNull: true)
    case .lists(let with, let without, let id, _): .lists(with: with, without: without, of: id, orNull: true)
    case .texts(let except, _): .texts(except: except, orNull: true)
    case .point(.null): .point(.null)
    case .point, .anything: .anything
    }
  }
}
