public import Values

/// Answers measures for facts of which some may be missing: the meet over all completions.
///
/// A claim is *eligible* if every completion of the missing facts leaves it eligible, *ineligible* if none does, *undetermined* otherwise; the bounds
/// of the sum are the hull over the completions that leave it eligible; the missing facts that matter are those on which any of this turns.
///
/// Method: conditions are evaluated over domains. Where one is open, the domain of a missing fact is cut at the value where the condition
/// turns, and each part is followed on its own; on a path where every condition is settled the sum is an interval. Two missing facts compared
/// with each other can't be cut; such a condition is taken as true, then as false.
public final class Screening {
  /// The program.
  public let program: Program
  let domains: DomainEvaluator
  private var state = Path()
  private var isNoted: [Bool]
  /// The answers of rules none of whose facts is stated: the same for everybody on a day, and most of what one enterprise is asked about.
  private var blanks: [ObjectIdentifier: Decision] = [:]
  /// The day that the answers in `blanks` hold for.
  private var blanksDay: Value?
  /// Whether following stops at the first missing fact that matters.
  private var stopsWhenNoted = false
  /// Paths followed before a rule counts as too tangled.
  private static let pathLimit = 4096

  /// What the paths have shown so far.
  private struct Path {
    var canHold = false
    var canFail = false
    var missing: [FactIndex] = []
    var lower: Number?
    var upper: Number?
    var isUnbounded = false
    var paths = 0
    var isTangled = false
  }

  /// A screening of a program with no facts stated.
  public init(_ program: Program) {
    self.program = program
    domains = DomainEvaluator(program)
    isNoted = Array(repeating: false, count: program.schema.facts.count)
  }

  /// The interpreter, on the same facts.
  public var evaluator: Evaluator { domains.evaluator }

  /// States the facts of one question, by fact index; nil is unknown.
  public func state(_ stated: [Value?]) {
    domains.state(stated)
    if evaluator.fact(0) != blanksDay {
      blanks.removeAll(keepingCapacity: true)
      blanksDay = evaluator.fact(0)
    }
  }

  /// Answers one measure for the facts last stated.
  public func decide(_ rule: MeasureRule) -> Decision {
    guard rule.facts.allSatisfy({ isBlank($0) }) else { return decideStated(rule) }
    let key = ObjectIdentifier(rule)
    if let known = blanks[key] { return known }
    let decision = decideStated(rule)
    blanks[key] = decision
    return decision
  }

  /// Whether a decision leaves no missing fact that matters: `decide(rule).missing.isEmpty`, found out without following every path.
  func isSettled(_ rule: MeasureRule) -> Bool {
    stopsWhenNoted = true
    defer { stopsWhenNoted = false }
    return decideStated(rule).missing.isEmpty
  }

  private func isBlank(_ fact: FactIndex) -> Bool {
    guard fact != 0, let value = evaluator.fact(fact) else { return true }
    return value == .null && program.schema.facts[fact].isNoneWhenAbsent
  }

  private func decideStated(_ rule: MeasureRule) -> Decision {
    var failed: [Int] = []
    var isOpen = false
    for (index, requirement) in rule.requirements.enumerated() {
      switch evaluator.value(of: requirement.node) {
      case .boolean(true): break
      case nil: isOpen = true
      default: failed.append(index)
      }
    }
    let outputs = outputs(of: rule)
    if !failed.isEmpty { return decision(rule, .ineligible, failed: failed, outputs: outputs) }
    if !isOpen, let amount = settledAmount(rule) {
      return decision(rule, .eligible, amount: amount.bounds, outputs: outputs)
    }
    return followed(rule, outputs)
  }

  private func decision(
    _ rule: MeasureRule, _ outcome: Outcome, failed: [Int] = [], missing: [FactIndex] = [], amount: AmountBounds? = nil,
    outputs: [(name: String, value: Value)], isExact: Bool = true
  ) -> Decision {
    Decision(
      outcome: outcome, failed: failed, missing: missing, amount: amount, outputs: outputs, isProvisional: evaluator.isProvisional,
      isExact: isExact)
  }

  private func outputs(of rule: MeasureRule) -> [(name: String, value: Value)] {
    if rule.outputs.isEmpty { return [] }
    var known: [(name: String, value: Value)] = []
    for output in rule.outputs {
      if let value = evaluator.value(of: output.node) ?? domains.domain(of: output.node).value, value != .null {
        known.append((output.name, value))
      }
    }
    return known
  }

  // MARK: Nothing missing

  /// An amount that may be that of a check, which has none.
  private struct SettledAmount { let bounds: AmountBounds? }

  /// The sum where every fact it needs is known; nil where one is missing.
  private func settledAmount(_ rule: MeasureRule) -> SettledAmount? {
    guard let award = rule.award else { return SettledAmount(bounds: nil) }
    guard let value = evaluator.value(of: award.node) else { return nil }
    var sum = Screening.number(value) ?? .zero
    sum = max(sum, .zero)
    for limit in rule.limits {
      guard let room = evaluator.room(in: limit) else { return nil }
      sum = min(sum, room)
    }
    let money = Screening.money(sum, award.rounding)
    return SettledAmount(bounds: AmountBounds(lower: money, upper: money, kind: award.kind, atLeast: leastAmount(award, sum)))
  }

  /// The sum in whole 分. Facts are refused long before a sum leaves what `Money` holds; the greatest stands for all beyond it.
  private static func money(_ sum: Number, _ rounding: RoundingMode) -> Money { Money(sum, rounding: rounding) ?? .greatest }

  private func leastAmount(_ award: Award, _ ceiling: Number) -> Money? {
    guard let node = award.atLeast, let value = evaluator.value(of: node), let least = Screening.number(value) else { return nil }
    return Money(min(least, ceiling), rounding: award.rounding)
  }

  private static func number(_ value: Value) -> Number? {
    if case .number(let number) = value { number } else { nil }
  }

  // MARK: Something missing

  private func followed(_ rule: MeasureRule, _ outputs: [(name: String, value: Value)]) -> Decision {
    state = Path()
    follow(rule, from: 0)
    let missing = rule.facts.filter { isNoted[$0] }
    for fact in state.missing { isNoted[fact] = false }
    let outcome: Outcome = !state.canHold ? .ineligible : state.canFail ? .undetermined : .eligible
    if outcome == .ineligible {
      return decision(rule, .ineligible, outputs: outputs, isExact: !state.isTangled)
    }
    var bounds: AmountBounds?
    if let award = rule.award {
      let lower = Screening.money(state.lower ?? .zero, award.rounding)
      // A bound beyond all money is no bound.
      let upper = state.isUnbounded ? nil : state.upper.flatMap { Money($0, rounding: award.rounding) }
      bounds = AmountBounds(lower: lower, upper: upper, kind: award.kind, atLeast: leastAmount(award, state.upper ?? .zero))
    }
    return decision(rule, outcome, missing: missing, amount: bounds, outputs: outputs, isExact: !state.isTangled)
  }

  /// What the paths below a point can come to.
  private struct Reach: Equatable {
    var canHold = false
    var canFail = false
    /// The sums of the paths that hold; nil where none does, or nothing is paid.
    var sums: Interval?

    static let anything = Reach(canHold: true, canFail: true, sums: .all)

    /// One answer and one sum, whatever is missing.
    var isSettled: Bool { canHold != canFail && (sums == nil || sums?.point != nil) }

    func union(_ other: Reach) -> Reach {
      let hull = sums.map { mine in other.sums.map { mine.hull($0) } ?? mine } ?? other.sums
      return Reach(canHold: canHold || other.canHold, canFail: canFail || other.canFail, sums: hull)
    }
  }

  /// Follows the requirements from one on, on the current path.
  @discardableResult
  private func follow(_ rule: MeasureRule, from start: Int) -> Reach {
    guard !isStopped, enter() else { return .anything }
    var canFail = false
    for index in start..<rule.requirements.count {
      let node = rule.requirements[index].node
      let truth = domains.truth(of: node)
      if truth == .yes { continue }
      if !truth.canBeTrue {
        state.canFail = true
        return Reach(canFail: true)
      }
      guard let split = domains.split(for: node) else {
        // Nothing to cut: keep both possibilities.
        canFail = true
        state.canFail = true
        state.isTangled = true
        continue
      }
      if isExhausted(rule) { return .anything }
      return branch(split) { self.follow(rule, from: index) }
    }
    state.canHold = true
    var reach = followAward(rule)
    reach.canFail = reach.canFail || canFail
    return reach
  }

  /// Follows the sum on a path on which every requirement holds.
  private func followAward(_ rule: MeasureRule) -> Reach {
    guard let award = rule.award else { return Reach(canHold: true) }
    if isStopped { return .anything }
    for node in sumsWithSay(rule, award) {
      if let split = domains.openCondition(under: node) {
        guard enter(), !isExhausted(rule) else { return .anything }
        return branch(split) { self.followAward(rule) }
      }
    }
    return Reach(canHold: true, sums: settleSum(rule, award))
  }

  /// Whether enough is known: a missing fact matters, and nobody asks which others do.
  private var isStopped: Bool { stopsWhenNoted && !state.missing.isEmpty }

  private func enter() -> Bool {
    state.paths += 1
    if state.paths <= Screening.pathLimit { return true }
    state.isTangled = true
    state.canHold = true
    state.canFail = true
    state.lower = .zero
    state.isUnbounded = true
    return false
  }

  /// Whether no path from here can show anything new: both outcomes have been met, every missing fact is noted, and even the widest sum lies
  /// within the bounds found.
  private func isExhausted(_ rule: MeasureRule) -> Bool {
    guard state.canHold, state.canFail else { return false }
    for fact in rule.facts where !isNoted[fact] && isOpen(fact) { return false }
    guard let award = rule.award else { return true }
    let sum = sum(of: rule, award)
    guard let lower = state.lower, let low = sum.lower, !(low < lower) else { return false }
    if state.isUnbounded { return true }
    guard let upper = state.upper, let high = sum.upper else { return false }
    return !(upper < high)
  }

  /// What the sum can be on the current path.
  private func sum(of rule: MeasureRule, _ award: Award) -> Interval {
    let domain = domains.domain(of: award.node)
    var sum = (domain.interval ?? .all).maximum(Interval(.zero))
    if domain.canBeNull { sum = sum.hull(Interval(.zero)) }
    for limit in rule.limits { sum = sum.minimum(room(in: limit)) }
    return sum
  }

  /// Follows every part of a split. The facts it cuts matter unless all parts come to the same settled answer.
  private func branch(_ split: Split, _ follow: () -> Reach) -> Reach {
    var all: Reach?
    var isNoted = false
    func took(_ reach: Reach) {
      let isSame = reach.isSettled && (all.map { $0 == reach } ?? true)
      if !isSame, !isNoted {
        isNoted = true
        note(split)
      }
      all = all?.union(reach) ?? reach
    }
    switch split {
    case .fact(let fact, let parts):
      let whole = domains[fact]
      for part in parts {
        domains[fact] = part
        took(follow())
      }
      domains[fact] = whole
    case .condition(let node):
      for truth in [true, false] {
        domains.assume(node, truth)
        took(follow())
      }
      domains.assume(node, nil)
    }
    return all ?? Reach()
  }

  private func note(_ split: Split) {
    switch split {
    case .fact(let fact, _): note(fact)
    case .condition(let node): noteOpenFacts(under: node)
    }
  }

  private func note(_ fact: FactIndex) {
    if isNoted[fact] { return }
    isNoted[fact] = true
    state.missing.append(fact)
  }

  private func isOpen(_ fact: FactIndex) -> Bool { domains[fact].value == nil }

  private func settleSum(_ rule: MeasureRule, _ award: Award) -> Interval {
    let sum = sum(of: rule, award)
    let lower = sum.lower ?? .zero
    state.lower = state.lower.map { min($0, lower) } ?? lower
    if let upper = sum.upper { state.upper = state.upper.map { max($0, upper) } ?? upper } else { state.isUnbounded = true }
    // What differs by less than a 分 makes no difference.
    if let upper = sum.upper, let money = Money(upper, rounding: award.rounding), money == Money(lower, rounding: award.rounding) {
      return Interval(money.number)
    }
    noteFacts(of: rule, award, rule.limits.map(room))
    return sum
  }

  private func room(in limit: MoneyLimit) -> Interval {
    let cap = domains.domain(of: limit.atMost).interval ?? .all
    guard let used = limit.used else { return cap }
    let spent = domains.domain(of: used).interval ?? .all
    return cap.adding(spent.negated).maximum(Interval(.zero))
  }

  /// Which of several caps on one sum can still decide it; one that always lies beyond another has no say.
  private static func say(among intervals: [Interval]) -> [Bool] {
    guard let ceiling = intervals.compactMap(\.upper).min() else { return intervals.map { _ in true } }
    let decider = intervals.firstIndex { $0.upper == ceiling }
    return intervals.indices.map { index in index == decider || (intervals[index].lower.map { $0 < ceiling } ?? true) }
  }

  /// The formulas of the sum that can still decide it: the award, caps, what is used of them.
  private func sumsWithSay(_ rule: MeasureRule, _ award: Award) -> [NodeID] {
    if rule.limits.isEmpty { return rule.sums }
    let base = (domains.domain(of: award.node).interval ?? .all).maximum(Interval(.zero))
    let hasSay = Screening.say(among: [base] + rule.limits.map(room))
    var nodes = hasSay[0] ? [award.node] : []
    for (limit, hasSay) in zip(rule.limits, hasSay.dropFirst()) where hasSay {
      nodes.append(limit.atMost)
      if let used = limit.used { nodes.append(used) }
    }
    return nodes
  }

  /// The missing facts on which a sum depends that is not settled on this path.
  private func noteFacts(of rule: MeasureRule, _ award: Award, _ rooms: [Interval]) {
    let base = (domains.domain(of: award.node).interval ?? .all).maximum(Interval(.zero))
    let hasSay = Screening.say(among: [base] + rooms)
    if hasSay[0] { noteOpenFacts(under: award.node) }
    for (limit, hasSay) in zip(rule.limits, hasSay.dropFirst()) where hasSay {
      noteOpenFacts(under: limit.atMost)
      if let used = limit.used { noteOpenFacts(under: used) }
    }
  }

  private func noteOpenFacts(under node: NodeID) {
    switch program.operation(of: node) {
    case .fact:
      guard let (fact, assumed) = program.fact(of: node), isOpen(fact) else { return }
      if let derivation = program.derivation(of: fact) {
        let derived = domains.domain(of: derivation)
        if derived.value != nil && derived != .point(.null) { return }
        if derived != .point(.null) { noteOpenFacts(under: derivation) }
        if !derived.canBeNull { return }
      }
      if assumed == nil { note(fact) }
    case .definition: if let definition = program.definition(of: node) { noteOpenFacts(under: definition.root) }
    case .conditional:
      let operands = Array(program.operands(of: node))
      let truth = domains.truth(of: operands[0])
      if truth.canBeTrue { noteOpenFacts(under: operands[1]) }
      if truth != .yes { noteOpenFacts(under: operands[2]) }
    case .minimum, .maximum: noteExtreme(node)
    default: for operand in program.operands(of: node) { noteOpenFacts(under: operand) }
    }
  }

  private func noteExtreme(_ node: NodeID) {
    for operand in domains.operandsWithSay(node) { noteOpenFacts(under: operand) }
  }
}

extension Evaluator {
  /// What is left of a limit; nil while a fact is missing.
  func room(in limit: MoneyLimit) -> Number? {
    guard case .number(let cap) = value(of: limit.atMost) else { return nil }
    guard let node = limit.used else { return cap }
    guard case .number(let used) = value(of: node), let room = cap.subtracting(used) else { return nil }
    return max(room, .zero)
  }
}
