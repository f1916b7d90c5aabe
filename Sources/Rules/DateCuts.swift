import Values

extension DomainEvaluator {
  /// Cuts a missing date where a function of it that never falls (date + period, the n-th working day, the year) crosses a threshold.
  ///
  /// `thresholdAbove` says whether the threshold itself belongs to the upper part. The day is found by halving; nil where the expression is no such function.
  func cutDates(_ node: NodeID, at threshold: Number, thresholdAbove: Bool) -> Split? {
    guard let fact = dateFunction(unfolded(node)), case .dates(let interval, false) = self[fact] else { return nil }
    func isAbove(_ days: Int) -> Bool? {
      guard let day = CivilDate(daysSinceEpoch: days), let value = value(of: node, where: day) else { return nil }
      return thresholdAbove ? !(value < threshold) : threshold < value
    }
    // The search goes over all days there are, within the domain.
    var low = interval.lower?.int ?? Int(CivilDate.earliest.daysSinceEpoch) + DateCuts.margin_days
    var high = interval.upper?.int ?? Int(CivilDate.latest.daysSinceEpoch) - DateCuts.margin_days
    guard low < high, isAbove(low) == false, isAbove(high) == true else { return nil }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      guard let above = isAbove(middle) else { return nil }
      if above { high = middle } else { low = middle }
    }
    return .fact(
      fact,
      [
        .dates(Interval(lower: interval.lower, upper: Number(low)), orNull: false),
        .dates(Interval(lower: Number(high), upper: interval.upper), orNull: false),
      ])
  }

  /// The missing date that an expression is a rising function of; nil for the date itself and for everything else.
  private func dateFunction(_ node: NodeID) -> FactIndex? {
    let operands = Array(program.operands(of: node))
    switch program.operation(of: node) {
    case .addTemporal, .subtractTemporal, .addWorkingDays:
      guard operands.count == 2, domain(of: operands[1]).value != nil, program.type(of: node).wrapped == .date else { return nil }
    case .yearOf: break
    default: return nil
    }
    let inner = unfolded(operands[0])
    if let (fact, _) = program.fact(of: inner), case .dates = self[fact] { return fact }
    return dateFunction(inner)
  }

  /// What such a function gives for a day, as a number of days or years.
  private func value(of node: NodeID, where day: CivilDate) -> Number? {
    func apply(_ node: NodeID) -> Value {
      let node = unfolded(node)
      if program.fact(of: node) != nil { return .date(day) }
      let operands = Array(program.operands(of: node))
      let inner = apply(operands[0])
      if program.operation(of: node) == .yearOf {
        if case .date(let date) = inner { return .number(Number(date.year)) }
        return .null
      }
      return evaluator.apply(node, inner, domain(of: operands[1]).value ?? .null)
    }
    return Domain.point(apply(node)).interval?.point
  }
}

private enum DateCuts {
  /// Keeps periods of up to a century from running past the last day there is.
  static let margin_days = 36_525
}
