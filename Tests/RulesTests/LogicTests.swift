import Testing
import Values

@testable import Rules

/// Three-valued logic with unknown beside it, and the sets that screening reasons with, against brute force.
struct LogicTests {
  static let states: [Value?] = [.boolean(true), .boolean(false), .null, nil]

  /// What stands for every completion of unknown: the common value of all, or unknown.
  static func meet(_ operands: [Value?], _ function: ([Value]) -> Value) -> Value? {
    var completions: [[Value]] = [[]]
    for operand in operands {
      let choices = operand.map { [$0] } ?? [.boolean(true), .boolean(false)]
      completions = completions.flatMap { head in choices.map { head + [$0] } }
    }
    let results = Set(completions.map(function))
    return results.count == 1 ? results.first : nil
  }

  static func and(_ values: [Value]) -> Value {
    values.contains(.boolean(false)) ? .boolean(false) : values.contains(.null) ? .null : .boolean(true)
  }

  static func or(_ values: [Value]) -> Value {
    values.contains(.boolean(true)) ? .boolean(true) : values.contains(.null) ? .null : .boolean(false)
  }

  @Test("and, or and not of known, null and unknown are the meet over completions")
  func connectives() {
    var schema = Schema()
    let facts = ["p", "q"].map { schema.declare(FactDeclaration(name: $0, type: .optional(.boolean))) ?? 0 }
    var builder = ProgramBuilder(schema: schema)
    let nodes = facts.map { builder.fact($0) }
    let and = builder.apply(.and, nodes, type: .optional(.boolean))
    let or = builder.apply(.or, nodes, type: .optional(.boolean))
    let not = builder.apply(.not, [nodes[0]], type: .optional(.boolean))
    let evaluator = Evaluator(builder.program)
    for p in Self.states {
      for q in Self.states {
        let stated: [Value?] = [nil, p, q]
        #expect(evaluator.value(of: and, facts: stated) == Self.meet([p, q], Self.and))
        #expect(evaluator.value(of: or, facts: stated) == Self.meet([p, q], Self.or))
        let negated = Self.meet([p]) { $0[0] == .null ? .null : .boolean($0[0] == .boolean(false)) }
        #expect(evaluator.value(of: not, facts: stated) == negated)
      }
    }
  }

  @Test("sets of truth values combine as their members do")
  func truthSets() {
    let members: [(TruthSet, Value)] = [(.yes, .boolean(true)), (.no, .boolean(false)), (.null, .null)]
    func set(_ values: [Value]) -> TruthSet {
      members.filter { values.contains($0.1) }.reduce(.never) { $0.union($1.0) }
    }
    func values(_ set: TruthSet) -> [Value] { members.filter { set.bits & $0.0.bits != 0 }.map(\.1) }
    for a in (1...7).map({ TruthSet(bits: $0) }) {
      for b in (1...7).map({ TruthSet(bits: $0) }) {
        let pairs = values(a).flatMap { x in values(b).map { [x, $0] } }
        #expect(a.and(b) == set(pairs.map(Self.and)))
        #expect(a.or(b) == set(pairs.map(Self.or)))
      }
    }
  }

  @Test("intervals hold exactly what their members can give")
  func intervals() {
    let ends: [Int?] = [nil, -3, -1, 0, 1, 4]
    // Far ends stand for infinity.
    func points(_ interval: (Int?, Int?)) -> [Int] { Array((interval.0 ?? -50)...(interval.1 ?? 50)) }
    let all = ends.flatMap { low in ends.map { (low, $0) } }.filter { low, high in (low ?? -50) <= (high ?? 50) }
    for a in all {
      for b in all {
        let x = Interval(lower: a.0.map { Number($0) }, upper: a.1.map { Number($0) })
        let y = Interval(lower: b.0.map { Number($0) }, upper: b.1.map { Number($0) })
        let pairs = points(a).flatMap { p in points(b).map { (p, $0) } }
        func check(_ got: Interval, _ results: [Int], _ name: String) {
          guard let least = results.min(), let most = results.max() else { return }
          if let lower = got.lower { #expect(lower == Number(least), "\(name) of \(a) and \(b)") } else { #expect(least <= -40) }
          if let upper = got.upper { #expect(upper == Number(most), "\(name) of \(a) and \(b)") } else { #expect(most >= 40) }
        }
        check(x.adding(y), pairs.map { $0 + $1 }, "sum")
        check(x.multiplied(by: y), pairs.map { $0 * $1 }, "product")
        check(x.minimum(y), pairs.map { min($0, $1) }, "minimum")
        check(x.maximum(y), pairs.map { max($0, $1) }, "maximum")
      }
    }
  }

  @Test("symbol sets are sets")
  func symbolSets() {
    let a = [0, 63, 64, 127, 128, 255]
    let b = [1, 63, 128, 200]
    func set(_ indices: [Int]) -> SymbolSet { indices.reduce(into: SymbolSet()) { $0.insert($1) } }
    #expect(set(a).indices == a)
    #expect(set(a).intersection(set(b)).indices == [63, 128])
    #expect(set(a).union(set(b)).count == 8)
    #expect(set(a).subtracting(set(b)).indices == [0, 64, 127, 255])
    #expect(set([63]).isSubset(of: set(a)))
    #expect(SymbolSet(first: 65).count == 65)
    #expect(SymbolSet(first: 256).count == 256)
    #expect(SymbolSet.empty.first == nil)
  }
}
