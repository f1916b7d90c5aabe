import Foundation
import Policy
import TestSupport
import Testing
import Values

@testable import Rules

/// The promise of screening: for every partial input the answer is the meet over all completions.
///
/// Random facts of the real measures are stated, some are hidden again, and every combination of the sampled values of the hidden ones is decided
/// with all facts known. What screening says about the partial facts must be exactly what these decisions have in common.
@Suite("Screening is the meet over completions")
struct MeetTests {
  /// What all completions together say.
  struct Meet {
    var canHold = false
    var canFail = false
    var least: Money?
    var most: Money?
    var turning = Set<FactIndex>()
  }

  @Test("100,000 random partial inputs over the real measures")
  func meetOverCompletions() throws {
    guard case .success(let book) = PolicyBook.load(folder: Repository.policies.path) else {
      Issue.record("the packages don't load")
      return
    }
    var dice = SeededGenerator(seed: 20_261_120)
    let screening = Screening(book.program)
    let samples = book.measures.map { SampleValues(book.program, $0.rule) }
    var inputs = 0
    var completions = 0
    var mismatches: [String] = []
    while inputs < 100_000 {
      let index = Int.random(in: 0..<book.measures.count, using: &dice)
      let rule = book.measures[index].rule
      guard let trial = trial(rule, samples[index], screening, &dice) else { continue }
      inputs += 1
      completions += trial.count
      if let difference = compare(rule, trial, book) { mismatches.append(difference) }
    }
    print("screening: \(inputs) partial inputs, \(completions) completions, \(mismatches.count) mismatches")
    var byRule: [Substring: Int] = [:]
    for mismatch in mismatches { byRule[mismatch.prefix { $0 != ":" }, default: 0] += 1 }
    for (rule, count) in byRule.sorted(by: { $0.value > $1.value }) { print("  \(count) \(rule)") }
    for mismatch in mismatches.prefix(10) { Issue.record("\(mismatch)") }
    #expect(mismatches.isEmpty)
  }

  /// A partial input with what screening and what brute force say about it.
  struct Trial {
    let stated: [Value?]
    let hidden: [FactIndex]
    let decision: Decision
    let meet: Meet
    let count: Int
  }

  private func trial(_ rule: MeasureRule, _ samples: SampleValues, _ screening: Screening, _ dice: inout SeededGenerator) -> Trial? {
    let program = screening.program
    var stated = [Value?](repeating: nil, count: program.schema.facts.count)
    stated[0] = .date(
      [CivilDate("2025-07-31"), CivilDate("2025-08-01"), CivilDate("2026-02-01")].compactMap { $0 }.randomElement(using: &dice) ?? .earliest
    )
    var facts = rule.facts.filter { $0 != 0 }
    // What follows from other facts is left to follow, most of the time.
    let isDerived = Bool.random(using: &dice)
    if isDerived { facts = facts.filter { program.derivation(of: $0) == nil } }
    for fact in facts.shuffled(using: &dice) {
      stated[fact] = samples.values(of: fact, stated: stated, screening: screening).randomElement(using: &dice)
    }
    bias(rule, facts, &stated, samples, screening, &dice)
    var hidden: [FactIndex] = []
    var grid: [[Value]] = []
    var size = 1
    for fact in facts.filter({ samples.canBeUnknown($0) }).shuffled(using: &dice).prefix(Int.random(in: 1...4, using: &dice)) {
      stated[fact] = nil
      let values = samples.values(of: fact, stated: stated, screening: screening, isMissing: true)
      if values.isEmpty || size * values.count > 900 { continue }
      hidden.append(fact)
      grid.append(values)
      size *= values.count
    }
    // A fact that was cleared but not taken stays unknown; such an input is no use here.
    guard !hidden.isEmpty, facts.allSatisfy({ stated[$0] != nil || hidden.contains($0) }) else { return nil }
    guard let meet = bruteForce(rule, stated, hidden, &grid, samples, screening) else { return nil }
    screening.state(stated)
    return Trial(stated: stated, hidden: hidden, decision: screening.decide(rule), meet: meet, count: grid.reduce(1) { $0 * $1.count })
  }

  /// Most random facts fail the first gate; half of the inputs are pushed towards eligibility, one fact at a time.
  private func bias(
    _ rule: MeasureRule, _ facts: [FactIndex], _ stated: inout [Value?], _ samples: SampleValues, _ screening: Screening,
    _ dice: inout SeededGenerator
  ) {
    guard Bool.random(using: &dice) else { return }
    for _ in 0..<3 {
      for fact in facts {
        screening.state(stated)
        let now = screening.decide(rule)
        if now.outcome == .eligible { return }
        for value in samples.values(of: fact, stated: stated, screening: screening).shuffled(using: &dice).prefix(8) {
          var other = stated
          other[fact] = value
          screening.state(other)
          let decision = screening.decide(rule)
          if decision.outcome == .eligible || decision.failed.count < now.failed.count {
            stated = other
            break
          }
        }
      }
    }
  }

  private func bruteForce(
    _ rule: MeasureRule, _ stated: [Value?], _ hidden: [FactIndex], _ grid: inout [[Value]], _ samples: SampleValues, _ screening: Screening
  ) -> Meet? {
    refine(rule, stated, hidden, &grid, samples, screening)
    var meet = Meet()
    var isComplete = true
    var results: [Int64?] = []
    var full = stated
    func walk(_ axis: Int) {
      if axis == hidden.count {
        screening.state(full)
        let decision = screening.decide(rule)
        // A fact that should have followed from others and did not is still missing: no completion.
        if !decision.missing.isEmpty { isComplete = false }
        guard decision.outcome == .eligible else {
          meet.canFail = true
          results.append(nil)
          return
        }
        meet.canHold = true
        let sum = decision.amount?.lower ?? Money(minor: 0)
        meet.least = meet.least.map { min($0, sum) } ?? sum
        meet.most = meet.most.map { max($0, sum) } ?? sum
        results.append(sum.minor)
        return
      }
      for value in grid[axis] {
        full[hidden[axis]] = value
        walk(axis + 1)
      }
    }
    walk(0)
    guard isComplete else { return nil }
    // A fact matters if two completions that differ in it alone come out differently.
    var stride = 1
    for axis in hidden.indices.reversed() {
      let count = grid[axis].count
      search: for start in results.indices where (start / stride) % count == 0 {
        for step in 1..<max(2, count) where count > 1 {
          if results[start] != results[start + step * stride] {
            meet.turning.insert(hidden[axis])
            break search
          }
        }
      }
      stride *= count
    }
    return meet
  }

  /// Where two hidden figures are compared with each other, the turn of one lies at the values of the other: those are added.
  private func refine(
    _ rule: MeasureRule, _ stated: [Value?], _ hidden: [FactIndex], _ grid: inout [[Value]], _ samples: SampleValues, _ screening: Screening
  ) {
    for (axis, fact) in hidden.enumerated() {
      guard grid.reduce(1, { $0 * $1.count }) < 2500 else { return }
      for (other, values) in zip(hidden, grid) where other != fact {
        var trial = stated
        for value in [values.first, values.dropFirst(values.count / 2).first, values.last].compactMap({ $0 }) {
          trial[other] = value
          for extra in samples.values(of: fact, stated: trial, screening: screening).prefix(60) where !grid[axis].contains(extra) {
            grid[axis].append(extra)
          }
          if grid[axis].count > 60 { break }
        }
      }
    }
  }

  private func compare(_ rule: MeasureRule, _ trial: Trial, _ book: PolicyBook) -> String? {
    let (decision, meet) = (trial.decision, trial.meet)
    let expected: Outcome = !meet.canHold ? .ineligible : meet.canFail ? .undetermined : .eligible
    var what: [String] = []
    if decision.outcome != expected { what.append("outcome \(decision.outcome), completions say \(expected)") }
    if decision.outcome == expected, expected != .ineligible, let amount = decision.amount, let least = meet.least, let most = meet.most {
      if amount.lower != least { what.append("least \(amount.lower), completions \(least)") }
      if let upper = amount.upper, upper != most { what.append("most \(upper), completions \(most)") }
      let canGrow = trial.hidden.contains { book.program.schema.facts[$0].maximum == nil }
      if amount.upper == nil, !canGrow { what.append("no upper bound, completions \(most)") }
    }
    if decision.outcome == expected {
      let missing = Set(decision.missing)
      for fact in meet.turning.subtracting(missing) { what.append("\(book.facts[fact].name) matters and is not named") }
      for fact in missing.subtracting(meet.turning) where trial.hidden.contains(fact) {
        what.append("\(book.facts[fact].name) is named and does not matter")
      }
    }
    if what.isEmpty { return nil }
    let facts = rule.facts.map {
      "\(book.facts[$0].name): \(trial.stated[$0].map { ValueText(schema: book.program.schema).plain($0) } ?? "?")"
    }
    return "\(rule.id): \(what.joined(separator: "; ")) — \(facts.joined(separator: ", "))"
  }
}
