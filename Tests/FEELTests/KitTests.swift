import Diagnostics
import FEEL
import Foundation
import Rules
import Testing
import Values

/// The official conformance kit, case by case, against a manifest that may only get better.
///
/// Outcomes: `equal`; `refused` (the kit expects null, the checker refuses the expression); `unsupported` (a feature outside the profile,
/// refused by name); `wrong`, which is always a defect. To write the manifest anew: `HUIQI_WRITE_TCK=1 swift test --filter KitTests`.
@Suite(.enabled(if: Kit.file != nil, "the conformance kit isn't here (../shared/tck); its cases are not run"))
struct KitTests {
  @Test func everyCaseIsAsGoodAsTheManifestSays() throws {
    let cases = try Kit.cases()
    let outcomes = cases.map { ($0.key, Outcome.of($0)) }
    for (key, outcome) in outcomes where outcome.kind == .wrong { Issue.record("wrong: \(key): \(outcome.reason)") }
    let counts = Dictionary(grouping: outcomes, by: \.1.kind).mapValues(\.count)
    print("conformance kit:", Outcome.Kind.allCases.map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", "))
    #expect(Set(outcomes.map(\.0)).count == cases.count)
    #expect((counts[.equal] ?? 0) + (counts[.refused] ?? 0) >= 1250)

    if ProcessInfo.processInfo.environment["HUIQI_WRITE_TCK"] != nil {
      let lines = outcomes.map { "\($0.0) \($0.1.kind)\($0.1.reason.isEmpty ? "" : " " + $0.1.reason)" }.sorted()
      try (lines.joined(separator: "\n") + "\n").write(to: Kit.manifestFile, atomically: true, encoding: .utf8)
      return
    }
    let manifest = try Self.manifest()
    for (key, outcome) in outcomes {
      let before = try #require(manifest[key], "\(key) is not in the manifest")
      #expect(outcome.kind >= before, "\(key) was \(before), is \(outcome.kind): \(outcome.reason)")
    }
    #expect(manifest.count == cases.count, "the manifest names cases that the kit doesn't have")
  }

  private static func manifest() throws -> [String: Outcome.Kind] {
    var manifest: [String: Outcome.Kind] = [:]
    for line in try String(contentsOf: Kit.manifestFile, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count >= 2, let kind = Outcome.Kind(rawValue: String(words[1])) else { continue }
      manifest[String(words[0])] = kind
    }
    return manifest
  }
}

/// What came of a case.
struct Outcome {
  enum Kind: String, CaseIterable, Comparable {
    case wrong, unsupported, refused, equal

    static func < (a: Kind, b: Kind) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  let kind: Kind
  let reason: String

  static func of(_ test: KitCase) -> Outcome {
    do {
      let expected = try KitCase.value(test.expected)
      return try of(test, expected)
    } catch let outside as OutsideProfile {
      return Outcome(kind: .unsupported, reason: outside.feature)
    } catch {
      return Outcome(kind: .wrong, reason: "\(error)")
    }
  }

  private static func of(_ test: KitCase, _ expected: Value) throws -> Outcome {
    guard test.expression != "model" else { return Outcome(kind: .unsupported, reason: "model") }
    let refusal = Outcome(kind: expected == .null ? .refused : .unsupported, reason: "")
    let syntax: Syntax
    switch Parser.parse(test.expression) {
    case .success(let parsed): syntax = parsed
    case .failure(let problems): return refusal.because(problems)
    }
    var schema = Schema()
    var facts: [Value?] = [.null]
    for input in test.inputs {
      let value = try KitCase.value(input.value)
      guard schema.declare(FactDeclaration(name: input.name, type: try KitCase.type(input.type, value))) != nil else { continue }
      facts.append(value)
    }
    var builder = ProgramBuilder(schema: schema)
    let checked = Checker.check(
      syntax, expecting: nil, into: &builder, names: { schema.fact(named: $0).map { .fact($0, assuming: nil) } },
      knownNames: { schema.facts.map(\.name) })
    switch checked {
    case .failure(let problems): return refusal.because(problems)
    case .success(let root):
      if let wanted = test.expectedType, !builder.program.type(of: root).isLike(wanted) {
        return Outcome(kind: refusal.kind, reason: "result-type")
      }
      let value = Evaluator(builder.program).value(of: root, facts: facts)
      if let value, value.isNear(expected) { return Outcome(kind: .equal, reason: "") }
      return Outcome(kind: .wrong, reason: "\(test.expression) gave \(value.map { "\($0)" } ?? "unknown"), not \(expected)")
    }
  }

  private func because(_ problems: Problems) -> Outcome {
    let problem = problems.all.first { $0.id == .unsupportedFeature } ?? problems.all[0]
    return Outcome(kind: kind, reason: "\(problem.id.rawValue): \(problem.message)")
  }
}

extension ValueType {
  /// Whether a value of this type can be a result of the other, units and null aside.
  fileprivate func isLike(_ other: ValueType) -> Bool {
    switch (wrapped, other.wrapped) {
    case (.null, _), (.anything, _), (_, .anything), (.number, .number): true
    case (.list(let a), .list(let b)): a.isLike(b)
    case (.record(let a), .record(let b)):
      b.allSatisfy { field in a.contains { $0.name == field.name && $0.type.isLike(field.type) } }
    case (let a, let b): a == b
    }
  }
}

extension Value {
  /// Whether it is the expected value. The kit gives results of roots, powers and divisions with fewer digits than decimals have; as its
  /// own runner does, they are compared to 8 digits after the point.
  fileprivate func isNear(_ expected: Value) -> Bool {
    switch (self, expected) {
    case (.number(let a), .number(let b)):
      return a == b || a.rounded(scale: 8, .halfUp) == b.rounded(scale: 8, .halfUp)
    case (.list(let a), .list(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.isNear($1) }
    case (.record(let a), .record(let b)):
      return a.count == b.count && a.entries.allSatisfy { entry in b[entry.name].map { entry.value.isNear($0) } ?? false }
    default: return self == expected
    }
  }
}
