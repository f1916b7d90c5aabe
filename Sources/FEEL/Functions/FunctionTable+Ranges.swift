import Diagnostics
import Rules
import Values

extension FunctionTable {
  /// How points and ranges lie to each other (DMN 1.5, table 78). `p` is a point, `r` a range.
  static let ranges: [String: Function] = [
    "before": relation(.before, ["pp", "pr", "rp", "rr"]),
    "after": relation(.after, ["pp", "pr", "rp", "rr"]),
    "meets": relation(.meets, ["rr"]),
    "met by": relation(.metBy, ["rr"]),
    "overlaps": relation(.overlaps, ["rr"]),
    "overlaps before": relation(.overlapsBefore, ["rr"]),
    "overlaps after": relation(.overlapsAfter, ["rr"]),
    "finishes": relation(.finishes, ["pr", "rr"]),
    "finished by": relation(.finishedBy, ["rp", "rr"]),
    "includes": relation(.includes, ["rp", "rr"]),
    "during": relation(.during, ["pr", "rr"]),
    "starts": relation(.starts, ["pr", "rr"]),
    "started by": relation(.startedBy, ["rp", "rr"]),
    "coincides": relation(.coincides, ["pp", "rr"]),
  ]

  private static let names: [String: [String]] = [
    "pp": ["point1", "point2"], "pr": ["point", "range"], "rp": ["range", "point"], "rr": ["range1", "range2"],
  ]

  private static func relation(_ operation: Operation, _ shapes: [String]) -> Function {
    let forms = shapes.map { shape in (names[shape] ?? []).map { Parameter($0, .any) } }
    return Function(forms) { pass, arguments in pass.relation(operation, shapes, arguments) }
  }
}

extension CheckerPass {
  mutating func relation(_ operation: Operation, _ shapes: [String], _ arguments: Arguments) -> Typed? {
    let shape = arguments.items.map { $0.typed.type.wrapped.bound == nil ? "p" : "r" }.joined()
    guard shapes.contains(shape), arguments.items.allSatisfy({ $0.typed.type != .null }) else {
      report(.typeMismatch, "`\(arguments.function)` doesn't take these kinds of values", arguments.syntax)
      return nil
    }
    // Points are compared with the ends of ranges: all of one type.
    let bounds: [Operand] = arguments.items.map { item in
      (item.typed.type.wrapped.bound.map { Typed($0, .node(0)) } ?? item.typed, item.syntax)
    }
    guard let (type, typed) = alike(bounds, arguments.syntax), ordered(type.wrapped, arguments.syntax) else { return nil }
    let operands = zip(arguments.items, typed).map { item, point in item.typed.type.wrapped.bound == nil ? point : item.typed }
    // A range that is open to one side has no end there.
    let isOpen = arguments.items.contains { item in
      if case .range(let range)? = item.typed.literal { return range.lower == .null || range.upper == .null }
      return item.typed.type.wrapped.bound != nil
    }
    return apply(operation, operands, .boolean, cause: isOpen ? arguments.mayBeNull : nil)
  }
}
