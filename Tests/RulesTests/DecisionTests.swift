import Rules
import Testing
import Values

/// One rule in every state: decided, refused, open, bounded.
struct DecisionTests {
  let world = SmallWorld()

  @Test("all facts known: the sum, the cap, the rest of the cap")
  func known() {
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "300", used: "0")).amount?.exact == Money(minor: 15_000))
    #expect(world.decide(world.facts(registered: true, kind: 1, cost: "300", used: "0")).amount?.exact == Money(minor: 6_000))
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "5000", used: "0")).amount?.exact == Money(minor: 100_000))
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "5000", used: "999.99")).amount?.exact == Money(minor: 1))
    // A cap used up, or overdrawn, leaves an eligible claim with nothing.
    let spent = world.decide(world.facts(registered: true, kind: 0, cost: "5000", used: "1200"))
    #expect(spent.outcome == .eligible)
    #expect(spent.amount?.exact == .zero)
  }

  @Test("a requirement that fails decides, whatever else is missing")
  func refused() {
    let decision = world.decide(world.facts(registered: false))
    #expect(decision.outcome == .ineligible)
    #expect(decision.failed == [0])
    #expect(decision.missing.isEmpty)
    #expect(decision.amount == nil)
  }

  @Test("the edge of a threshold belongs to it")
  func edge() {
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "100", used: "0")).outcome == .eligible)
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "99.99", used: "0")).outcome == .ineligible)
  }

  @Test("a missing choice leaves the claim eligible with bounds, and is the only question")
  func missingKind() {
    let decision = world.decide(world.facts(registered: true, cost: "300", used: "0"))
    #expect(decision.outcome == .eligible)
    #expect(decision.amount?.lower == Money(minor: 6_000))
    #expect(decision.amount?.upper == Money(minor: 15_000))
    #expect(decision.missing == [world.kind])
  }

  @Test("a missing fact that can't change the sum is no question")
  func missingButSettled() {
    // 20 % and 50 % of 6,000 both exceed the cap.
    let decision = world.decide(world.facts(registered: true, cost: "6000", used: "0"))
    #expect(decision.amount?.exact == Money(minor: 100_000))
    #expect(decision.missing.isEmpty)
  }

  @Test("a missing figure leaves the outcome open; the bounds are those of the eligible completions")
  func missingCost() {
    let decision = world.decide(world.facts(registered: true, kind: 0, used: "0"))
    #expect(decision.outcome == .undetermined)
    #expect(decision.amount?.lower == Money(minor: 5_000))
    #expect(decision.amount?.upper == Money(minor: 100_000))
    #expect(decision.missing == [world.cost])
  }

  @Test("nothing known: everything matters, in the order of the rule")
  func nothingKnown() {
    let decision = world.decide(world.facts())
    #expect(decision.outcome == .undetermined)
    #expect(decision.missing == [world.registered, world.cost, world.kind, world.used])
    #expect(decision.amount?.lower == .zero)
    #expect(decision.amount?.upper == Money(minor: 100_000))
    #expect(decision.isExact)
  }

  @Test("an assumed fact is no question, and counts when it is stated")
  func assumed() {
    let world = SmallWorld(assumedUsed: .number(0))
    let silent = world.decide(world.facts(registered: true, kind: 0, cost: "5000"))
    #expect(silent.amount?.exact == Money(minor: 100_000))
    #expect(silent.missing.isEmpty)
    #expect(world.decide(world.facts(registered: true, kind: 0, cost: "5000", used: "400")).amount?.exact == Money(minor: 60_000))
  }

  @Test("nearest: the smallest single change, with what it brings")
  func nearest() {
    let screening = Screening(world.program)
    let changes = screening.nearest(world.rule, stated: world.facts(registered: true, kind: 0, cost: "80", used: "0"))
    #expect(changes.map(\.fact) == [world.cost])
    #expect(changes.first?.to == .number(100))
    #expect(changes.first?.decision.amount?.exact == Money(minor: 5_000))
    let refused = screening.nearest(world.rule, stated: world.facts(registered: false, kind: 0, cost: "200", used: "0"))
    #expect(refused.first?.to == .boolean(true))
    // Nothing helps where two things are wrong.
    #expect(screening.nearest(world.rule, stated: world.facts(registered: false, kind: 0, cost: "80", used: "0")).isEmpty)
  }

  @Test("the explanation shows every step from the formula to the 分")
  func explanation() {
    let evaluator = Evaluator(world.program)
    let facts = world.facts(registered: true, kind: 0, cost: "2001.01", used: "0.005")
    evaluator.state(facts)
    let explanation = evaluator.explain(world.rule, stated: facts)
    #expect(explanation.requirements.map(\.holds) == [true, true])
    #expect(explanation.limits.first?.before == Number("1000.505"))
    #expect(explanation.limits.first?.after == Number("999.995"))
    #expect(explanation.rounding?.before == Number("999.995"))
    #expect(explanation.rounding?.after == Money(minor: 100_000))
  }

  @Test("the question that settles most comes first")
  func questions() {
    let screening = Screening(world.program)
    let questions = screening.questions([world.rule], stated: world.facts(kind: 0, cost: "200", used: "0"))
    #expect(questions.first?.fact == world.registered)
    #expect(questions.first?.settles == 1)
    #expect(screening.questions([world.rule], stated: world.facts(registered: false)).isEmpty)
  }
}
