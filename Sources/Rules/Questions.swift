public import Values

/// A question worth asking, with what it would settle.
public struct Question: Sendable {
  /// The missing fact to ask for.
  public let fact: FactIndex
  /// Positions of the rules whose answer is still open and turns on it.
  public let rules: [Int]
  /// On average over its answers: how many open rules it settles.
  public let settles: Number
  /// The money of the rules that turn on it, as far as it is bounded.
  public let moneyAtStake: Money
}

/// A missing fact before it is looked into.
private struct Candidate: Comparable {
  let fact: FactIndex
  let rules: [Int]
  let promise: Int
  let money: Money

  static func < (a: Candidate, b: Candidate) -> Bool {
    if a.promise != b.promise { return a.promise > b.promise }
    if a.money != b.money { return a.money > b.money }
    return a.fact < b.fact
  }
}

extension Screening {
  /// The questions worth asking, best first: the one that settles most decisions on average over its answers, then the one with most
  /// money at stake, then the cheapest to answer.
  ///
  /// - Parameters:
  ///   - rules: the measures in question.
  ///   - stated: what is known.
  ///   - limit: how many candidate facts to look ahead for; the others are ranked behind them.
  public func questions(_ rules: [MeasureRule], stated: [Value?], lookingAhead limit: Int = 12) -> [Question] {
    state(stated)
    let now = rules.map(decide)
    var turning: [FactIndex: [Int]] = [:]
    for (index, decision) in now.enumerated() { for fact in decision.missing { turning[fact, default: []].append(index) } }
    func money(_ indices: [Int]) -> Money {
      indices.reduce(Money(minor: 0)) { sum, index in
        sum.adding(now[index].amount?.upper ?? Money(minor: 0)) ?? sum
      }
    }
    let candidates = turning.map { fact, indices in
      // A rule that needs few more answers is worth more than one that needs many.
      let promise = indices.reduce(0) { $0 + 1000 / max(1, now[$1].missing.count) }
      return Candidate(fact: fact, rules: indices, promise: promise, money: money(indices))
    }
    let ranked = candidates.sorted()
    var questions: [Question] = []
    for (rank, candidate) in ranked.enumerated() {
      let settles = rank < limit ? average(candidate.fact, candidate.rules, rules, stated) : .zero
      questions.append(Question(fact: candidate.fact, rules: candidate.rules, settles: settles, moneyAtStake: candidate.money))
    }
    state(stated)
    return questions.sorted { a, b in
      if a.settles != b.settles { return a.settles > b.settles }
      if a.moneyAtStake != b.moneyAtStake { return a.moneyAtStake > b.moneyAtStake }
      let (x, y) = (effort(a.fact), effort(b.fact))
      return x != y ? x < y : a.fact < b.fact
    }
  }

  /// How many of the rules are settled by the answer, averaged over its possible values.
  private func average(_ fact: FactIndex, _ turning: [Int], _ rules: [MeasureRule], _ stated: [Value?]) -> Number {
    var values: [Value] = []
    for index in turning {
      for value in candidates(for: fact, rules[index], stated) + dates(fact) where !values.contains(value) { values.append(value) }
      if values.count > 24 { break }
    }
    if values.isEmpty { return .zero }
    var settled = 0
    for value in values {
      var answered = stated
      answered[fact] = value
      state(answered)
      for index in turning where isSettled(rules[index]) { settled += 1 }
    }
    return Number(settled).divided(by: Number(values.count)) ?? .zero
  }

  private func dates(_ fact: FactIndex) -> [Value] {
    guard case .date = program.schema.facts[fact].type.wrapped, let day = evaluator.fact(0) else { return [] }
    return [day]
  }

  /// How hard a fact is to answer: a yes or no is easiest, a choice next, a figure or a date has to be looked up.
  public func effort(_ fact: FactIndex) -> Int {
    switch program.schema.facts[fact].type.wrapped {
    case .boolean: 1
    case .enumeration: 2
    case .date, .number: 3
    default: 4
    }
  }
}
