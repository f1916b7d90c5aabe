public import Values

/// A single change of one fact that would qualify the claim or make it pay more.
public struct NearestChange: Sendable {
  /// The fact.
  public let fact: FactIndex
  /// What it is; nil where it is missing.
  public let from: Value?
  /// What it would have to be.
  public let to: Value
  /// What the claim would then be.
  public let decision: Decision
  /// How far the change goes, for numbers in parts of the present value; 1 for a choice. Smaller is nearer.
  public let distance: Number
}

extension Screening {
  /// For a claim that is ineligible or not paid in full: for each fact that the applicant could change, the smallest change of that fact alone
  /// that qualifies or pays more. Nearest first, then the larger sum.
  ///
  /// Candidates are the values at which a condition or the sum of the rule turns, one step to either side, and the values of a choice. With
  /// money that rises continuously with a fact, the candidate is the value at which the next step or the cap is reached.
  public func nearest(_ rule: MeasureRule, stated: [Value?]) -> [NearestChange] {
    state(stated)
    let now = decide(rule)
    var changes: [NearestChange] = []
    for fact in rule.facts where program.schema.facts[fact].isChangeable {
      if let change = nearestChange(of: fact, rule, stated, now) { changes.append(change) }
    }
    state(stated)
    return changes.sorted { a, b in
      if a.distance != b.distance { return a.distance < b.distance }
      let (x, y) = (a.decision.amount?.lower.minor ?? 0, b.decision.amount?.lower.minor ?? 0)
      return x != y ? x > y : a.fact < b.fact
    }
  }

  private func nearestChange(of fact: FactIndex, _ rule: MeasureRule, _ stated: [Value?], _ now: Decision) -> NearestChange? {
    var best: NearestChange?
    // The evaluator's view includes what follows from other facts.
    state(stated)
    let present = evaluator.fact(fact)
    for value in candidates(for: fact, rule, stated) where value != present {
      var changed = stated
      changed[fact] = value
      state(changed)
      let decision = decide(rule)
      guard isBetter(decision, than: now) else { continue }
      let distance = Screening.distance(from: present, to: value)
      if let found = best {
        guard distance < found.distance || distance == found.distance && pays(decision) > pays(found.decision) else { continue }
      }
      best = NearestChange(fact: fact, from: present, to: value, decision: decision, distance: distance)
    }
    return best
  }

  private func pays(_ decision: Decision) -> Int64 { decision.amount?.lower.minor ?? 0 }

  private func isBetter(_ decision: Decision, than now: Decision) -> Bool {
    guard decision.outcome == .eligible else { return false }
    return now.outcome != .eligible || pays(decision) > pays(now)
  }

  private static func distance(from: Value?, to: Value) -> Number {
    guard case .number(let a)? = from, case .number(let b) = to, let difference = b.subtracting(a) else { return .one }
    if a.isZero { return difference.isZero ? .zero : .one }
    return difference.magnitude.divided(by: a.magnitude) ?? .one
  }

  /// The values of a fact at which something in the rule turns while all other facts stay.
  func candidates(for fact: FactIndex, _ rule: MeasureRule, _ stated: [Value?]) -> [Value] {
    let declaration = program.schema.facts[fact]
    switch declaration.type.wrapped {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .enumeration(let id):
      return program.schema.enumerations[Int(id)].values.indices.map { .symbol(Symbol(enumeration: id, index: UInt16($0))) }
    case .list(.enumeration(let id)):
      let present: [Value] = if case .list(let items)? = stated[fact] { items } else { [] }
      return program.schema.enumerations[Int(id)].values.indices.map { Value.symbol(Symbol(enumeration: id, index: UInt16($0))) }
        .filter { !present.contains($0) }.map { .list(present + [$0]) }
    case .number: return turningPoints(of: fact, rule, stated).flatMap { around($0, declaration) }
    default: return []
    }
  }

  private func around(_ number: Number, _ declaration: FactDeclaration) -> [Value] {
    guard let step = Interval.step(decimals: declaration.decimals), let floor = number.rounded(scale: declaration.decimals, .floor) else {
      return []
    }
    let bounds = Interval(lower: declaration.minimum, upper: declaration.maximum)
    return [floor.subtracting(step), floor, floor.adding(step)].compactMap { $0 }.filter(bounds.contains).map { .number($0) }
  }

  /// Where comparisons, minima and whole steps of the rule turn in one number.
  private func turningPoints(of fact: FactIndex, _ rule: MeasureRule, _ stated: [Value?]) -> [Number] {
    var open = stated
    open[fact] = nil
    state(open)
    var roots = rule.requirements.map(\.node)
    if let award = rule.award { roots.append(award.node) }
    for limit in rule.limits { roots += [limit.atMost] + (limit.used.map { [$0] } ?? []) }
    return turningPoints(of: fact, under: roots, capping: rule)
  }
}
