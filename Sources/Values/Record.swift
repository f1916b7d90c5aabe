/// A FEEL context: named values, in the order they were given for printing, equal by content whatever the order.
///
///     let record = Record([(name: "city", value: .string("江门")), (name: "booths", value: .number(2))])
///     record["booths"]     // .number(2)
///     record["area"]       // nil
public struct Record: Sendable {
  private let storage: Storage

  /// The record with no entries.
  public init() {
    self.init([])
  }

  /// The record of these entries. If a name comes twice, the later value stands in the earlier place.
  public init(_ entries: some Sequence<(name: String, value: Value)>) {
    storage = Storage(entries)
  }

  /// The entries in the order of insertion.
  public var entries: [(name: String, value: Value)] { storage.entries }
  /// The number of entries.
  public var count: Int { storage.entries.count }
  /// Whether there are no entries.
  public var isEmpty: Bool { storage.entries.isEmpty }
  /// The names in the order of insertion.
  public var names: [String] { storage.entries.map(\.name) }

  /// The value of this name, or nil if the record has no such entry (an entry that is null gives `.null`).
  public subscript(_ name: String) -> Value? {
    storage.position(of: name).map { storage.entries[$0].value }
  }

  /// This record with one entry replaced in its place, or added at the end.
  public func setting(_ name: String, _ value: Value) -> Record {
    Record(entries + [(name: name, value: value)])
  }
}

extension Record: Hashable {
  /// The same names with the same values, in whatever order.
  public static func == (left: Record, right: Record) -> Bool {
    if left.storage === right.storage { return true }
    return left.count == right.count && left.entries.allSatisfy { right[$0.name] == $0.value }
  }

  /// In line with `==`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    // Equal records may differ in order, so the names go in sorted.
    for entry in entries.sorted(by: { $0.name < $1.name }) {
      hasher.combine(entry.name)
      hasher.combine(entry.value)
    }
  }
}

extension Record {
  /// A reference, so that a record takes one word of a `Value`.
  private final class Storage: Sendable {
    let entries: [(name: String, value: Value)]
    /// Positions by name, kept only where a linear search would be slower.
    let positions: [String: Int]

    private static let linearLimit = 8

    init(_ source: some Sequence<(name: String, value: Value)>) {
      var entries: [(name: String, value: Value)] = []
      var positions: [String: Int] = [:]
      for entry in source {
        if let position = positions[entry.name] {
          entries[position].value = entry.value
        } else {
          positions[entry.name] = entries.count
          entries.append(entry)
        }
      }
      self.entries = entries
      self.positions = entries.count > Self.linearLimit ? positions : [:]
    }

    func position(of name: String) -> Int? {
      positions.isEmpty ? entries.firstIndex { $0.name == name } : positions[name]
    }
  }
}
