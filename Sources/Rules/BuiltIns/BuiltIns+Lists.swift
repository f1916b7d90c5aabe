import Values

extension BuiltIns {
  /// Functions of lists (DMN 1.5, table 76). Positions count from 1, negative ones from the end.
  static func list(_ operation: Operation, _ a: [Value]) -> Value? {
    switch operation {
    case .count: a.list(0).map { Value($0.count) } ?? .null
    case .allTrue: Value(a.list(0).flatMap { truth($0, decisive: false) })
    case .anyTrue: Value(a.list(0).flatMap { truth($0, decisive: true) })
    case .sublist: Value(sublist(a))
    case .append: Value(a.list(0).map { $0 + a.dropFirst() })
    case .concatenate: Value(lists(a))
    case .insertBefore: Value(edited(a) { $0.insert(a.at(2), at: $1) })
    case .remove: Value(edited(a) { items, index in items.remove(at: index) })
    case .replaceItem: Value(edited(a) { $0[$1] = a.at(2) })
    case .reverse: Value(a.list(0).map { $0.reversed() })
    case .indexOf: Value(a.list(0).map { indices(of: a.at(1), in: $0) })
    case .union: Value(lists(a).map(distinct))
    case .distinctValues: Value(a.list(0).map(distinct))
    case .duplicateValues: Value(a.list(0).map(duplicates))
    case .flatten: Value(a.list(0).map { items in items.flatMap(flat) })
    case .joinLists: Value(a.list(0).flatMap(lists))
    case .wholeNumbers: Value(wholeNumbers(a))
    case .same: .boolean(a.at(0) == a.at(1))
    default: nil
    }
  }

  /// Three-valued `and` (decisive: false) and `or` (decisive: true) of a list; nil for null.
  private static func truth(_ items: [Value], decisive: Bool) -> Bool? {
    if items.contains(.boolean(decisive)) { return decisive }
    return items.contains(.null) ? nil : !decisive
  }

  /// The index of a position; nil outside the list.
  private static func index(_ position: Int?, in items: [Value]) -> Int? {
    guard let position, position != 0 else { return nil }
    let index = position > 0 ? position - 1 : items.count + position
    return items.indices.contains(index) ? index : nil
  }

  private static func edited(_ a: [Value], _ edit: (inout [Value], Int) -> Void) -> [Value]? {
    guard var items = a.list(0), let index = index(a.position(1), in: items) else { return nil }
    edit(&items, index)
    return items
  }

  private static func sublist(_ a: [Value]) -> [Value]? {
    guard let items = a.list(0), let from = index(a.position(1), in: items) else { return nil }
    if a.count < 3 { return Array(items[from...]) }
    guard let length = a.position(2), length >= 0, length <= items.count - from else { return nil }
    return Array(items[from..<from + length])
  }

  /// All items of several lists; nil if one of them is null.
  private static func lists(_ lists: [Value]) -> [Value]? {
    var all: [Value] = []
    for case let list in lists {
      guard case .list(let items) = list else { return nil }
      all += items
    }
    return all
  }

  private static func indices(of wanted: Value, in items: [Value]) -> [Value] {
    items.indices.filter { items[$0].feelEquals(wanted) == true }.map { Value($0 + 1) }
  }

  /// The first of each group of equal values.
  private static func distinct(_ items: [Value]) -> [Value] {
    var seen = Set<Value>()
    return items.filter { seen.insert($0).inserted }
  }

  /// Values that come more than once, each once, in the order of their second coming.
  private static func duplicates(_ items: [Value]) -> [Value] {
    var counts: [Value: Int] = [:]
    for item in items { counts[item, default: 0] += 1 }
    return distinct(items.filter { counts[$0, default: 0] > 1 })
  }

  private static func flat(_ value: Value) -> [Value] {
    guard case .list(let items) = value else { return [value] }
    return items.flatMap(flat)
  }

  /// The checker admits only constant ends and bounds how far they lie apart.
  private static func wholeNumbers(_ a: [Value]) -> [Value]? {
    guard let first = a.number(0)?.int, let last = a.number(1)?.int else { return nil }
    return first <= last ? (first...last).map { Value($0) } : (last...first).reversed().map { Value($0) }
  }
}
