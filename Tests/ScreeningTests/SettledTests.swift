import Foundation
import Policy
import TestSupport
import Testing
import Values

@testable import Rules

/// The short cuts of screening say what the long way says.
@Suite("Short cuts of screening")
struct SettledTests {
  /// Random facts of a rule, some stated.
  private static func facts(
    _ rule: MeasureRule, _ samples: SampleValues, _ screening: Screening, _ count: Int, _ dice: inout SeededGenerator
  )
    -> [Value?]
  {
    var stated = [Value?](repeating: nil, count: count)
    stated[0] = CivilDate("2025-11-03").map { .date($0) }
    for fact in rule.facts where fact != 0 && Bool.random(using: &dice) {
      stated[fact] = samples.values(of: fact, stated: stated, screening: screening).randomElement(using: &dice)
    }
    return stated
  }

  @Test("a settled decision is one without missing facts, found out sooner")
  func settled() throws {
    let book = try PolicyBook.load(folder: Repository.policies.path).get()
    var dice = SeededGenerator(seed: 61)
    let screening = Screening(book.program)
    var open = 0
    for measure in book.measures {
      let samples = SampleValues(book.program, measure.rule)
      for _ in 0..<8 {
        screening.state(Self.facts(measure.rule, samples, screening, book.facts.count, &dice))
        let decision = screening.decide(measure.rule)
        if !decision.missing.isEmpty { open += 1 }
        #expect(screening.isSettled(measure.rule) == decision.missing.isEmpty, "\(measure.id)")
        let again = screening.decide(measure.rule)
        #expect(again.missing == decision.missing && again.outcome == decision.outcome && again.amount == decision.amount, "\(measure.id)")
      }
    }
    #expect(open > 300)
  }

  @Test("answers kept for one day are not given on another")
  func days() throws {
    let book = try PolicyBook.load(folder: Repository.policies.path).get()
    let kept = Screening(book.program)
    var stated = [Value?](repeating: nil, count: book.facts.count)
    for text in ["2025-11-03", "2020-01-01", "2025-11-03", "2031-06-30"] {
      stated[0] = .date(try #require(CivilDate(text)))
      let fresh = Screening(book.program)
      kept.state(stated)
      fresh.state(stated)
      for measure in book.measures {
        let (a, b) = (kept.decide(measure.rule), fresh.decide(measure.rule))
        #expect(a.outcome == b.outcome && a.missing == b.missing && a.amount == b.amount, "\(measure.id) on \(text)")
      }
    }
  }
}
