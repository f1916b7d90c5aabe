public import Rules
public import Values

/// Prints conditions and formulas as sentences, from the program itself: words and logic can't drift apart.
///
/// ```
/// 所在县（市、区）或镇街 属于 蓬江区、江海区、新会区
/// 营业收入增长率 不少于 10%
/// min(15,000 元/展位 × 2 展位, 52,000 元 - 0 元)
/// ```
public struct Sentences: Sendable {
  private let book: PolicyBook
  let language: Language
  private let values: ValueText

  /// Sentences about the rules of a book in one language.
  public init(_ book: PolicyBook, _ language: Language) {
    self.book = book
    self.language = language
    values = ValueText(schema: book.program.schema)
  }

  private var program: Program { book.program }
  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The label of a fact.
  public func label(_ fact: FactIndex) -> String { book.facts[fact].label[language] }

  /// What people call a named formula: its label, or its name.
  public func name(ofDefinition index: Int) -> String { book.definitionLabels[index]?[language] ?? program.definitions[index].name }

  /// What people call a parameter: its label, or its name.
  public func name(ofParameter index: Int) -> String { book.parameterLabels[index]?[language] ?? program.parameters[index].name }

  // MARK: Values

  /// A value of a fact for people: the label of a choice, the figure with its unit, yes or no.
  public func value(_ value: Value, of fact: FactIndex) -> String {
    switch value {
    case .symbol(let symbol):
      let choices = book.facts[fact].choices
      return Int(symbol.index) < choices.count ? choices[Int(symbol.index)].label[language] : values.plain(value)
    case .list(let items):
      return items.isEmpty ? say("（无）", "(none)") : items.map { self.value($0, of: fact) }.joined(separator: say("、", ", "))
    case .number(let number): return figure(number, book.facts[fact].unit ?? .none, isYear: isCalendarYear(fact))
    default: return plain(value)
    }
  }

  /// A value of a type for people.
  public func value(_ value: Value, type: ValueType) -> String {
    switch (value, type.wrapped) {
    case (.number(let number), .number(let unit)): figure(number, unit, isYear: false)
    case (.symbol(let symbol), _): choice(symbol)
    case (.list(let items), .list(let element)): items.map { self.value($0, type: element) }.joined(separator: say("、", ", "))
    default: plain(value)
    }
  }

  private func plain(_ value: Value) -> String {
    switch value {
    case .null: say("无", "none")
    case .boolean(let truth): truth ? say("是", "yes") : say("否", "no")
    case .months(let period): duration(years: period.years, months: period.months)
    case .duration(let period) where DaysDuration(days: Int(period.days)) == period: count(period.days, "天", "day")
    case .range(let range): "\(plain(range.lower)) ~ \(plain(range.upper))"
    default: values.plain(value)
    }
  }

  private func duration(years: some BinaryInteger, months: some BinaryInteger) -> String {
    var parts: [String] = []
    if years != 0 { parts.append(count(years, "年", "year")) }
    if months != 0 { parts.append(count(months, "个月", "month")) }
    return parts.isEmpty ? say("0 个月", "0 months") : parts.joined(separator: " ")
  }

  private func count(_ number: some BinaryInteger, _ zh: String, _ en: String) -> String {
    say("\(number) \(zh)", "\(number) \(en)" + (number == 1 ? "" : "s"))
  }

  private func figure(_ number: Number, _ unit: Unit, isYear: Bool) -> String {
    isYear ? number.description + say(" 年", "") : number.grouped + unit.suffix(language, isOne: number == Number(1))
  }

  /// 2026 is a year and 3 is a number of years; both have the unit `year`.
  private func isCalendarYear(_ fact: FactIndex) -> Bool {
    book.facts[fact].unit == Unit("year") && (program.schema.facts[fact].minimum.map { Number(1000) < $0 } ?? false)
  }

  private func choice(_ symbol: Symbol) -> String {
    for (index, declaration) in program.schema.facts.enumerated() {
      let type = declaration.type.wrapped
      if type == .enumeration(symbol.enumeration) || type == .list(.enumeration(symbol.enumeration)) {
        return value(.symbol(symbol), of: index)
      }
    }
    return values.plain(.symbol(symbol))
  }

  // MARK: Conditions

  /// A condition as a sentence.
  public func condition(_ node: NodeID) -> String { condition(node, isNegated: false) }

  private func condition(_ node: NodeID, isNegated: Bool) -> String {
    let operands = Array(program.operands(of: node))
    let operation = program.operation(of: node)
    switch operation {
    case .not: return condition(operands[0], isNegated: !isNegated)
    case .and, .or:
      // not(a and b) is said as "not a or not b".
      let isAnd = (operation == .and) != isNegated
      let parts = operands.map { part(of: $0, isNegated: isNegated, inAnd: isAnd) }
      return parts.joined(separator: isAnd ? say("，且 ", " and ") : say(" 或 ", " or "))
    case .fact:
      guard let (fact, _) = program.fact(of: node) else { return "?" }
      return label(fact) + say("：", ": ") + (isNegated ? say("否", "no") : say("是", "yes"))
    case .definition:
      guard let index = program.definitionIndex(of: node) else { return "?" }
      if let label = book.definitionLabels[index] {
        return label[language] + say("：", ": ") + (isNegated ? say("否", "no") : say("是", "yes"))
      }
      return condition(program.definitions[index].root, isNegated: isNegated)
    case .equal, .notEqual: return equality(operands[0], operands[1], isEqual: (operation == .equal) != isNegated)
    case .less: return order(operands, isNegated ? .greaterOrEqual : .less)
    case .lessOrEqual: return order(operands, isNegated ? .greater : .lessOrEqual)
    case .greater: return order(operands, isNegated ? .lessOrEqual : .greater)
    case .greaterOrEqual: return order(operands, isNegated ? .less : .greaterOrEqual)
    case .memberOfConstant:
      let verb = isNegated ? say(" 不属于 ", " is none of ") : say(" 属于 ", " is one of ")
      return term(operands[0]) + verb + list(operands[1])
    case .intersectsConstant:
      let verb = isNegated ? say(" 不包括 ", " does not include ") : say(" 包括 ", " includes ")
      return term(operands[0]) + verb + list(operands[1], or: true)
    case .member:
      return term(operands[0]) + (isNegated ? say(" 不在 ", " is not in ") : say(" 在 ", " is in ")) + term(operands[1]) + say(" 之中", "")
    case .inRange: return range(operands, isNegated: isNegated)
    case .conditional where program.constant(of: operands[2]) == .boolean(isNegated):
      // "if a then b else false" is said as "a and b".
      return part(of: operands[0], isNegated: false, inAnd: true) + say("，且 ", " and ")
        + part(of: operands[1], isNegated: isNegated, inAnd: true)
    case .conditional:
      let text = say("如果 ", "if ") + condition(operands[0]) + say("，则 ", " then ") + condition(operands[1], isNegated: isNegated)
      if program.constant(of: operands[2]) == .boolean(!isNegated) { return text }
      return text + say("；否则 ", "; otherwise ") + condition(operands[2], isNegated: isNegated)
    case .constant:
      let truth = program.constant(of: node) == .boolean(!isNegated)
      return truth ? say("总是成立", "always") : say("不成立", "never")
    default: return isNegated ? say("并非（", "not (") + formula(node) + say("）", ")") : formula(node)
    }
  }

  private func part(of node: NodeID, isNegated: Bool, inAnd: Bool) -> String {
    let text = condition(node, isNegated: isNegated)
    let operation = program.operation(of: node)
    let isOther = operation == .and || operation == .or || operation == .conditional
    return isOther ? say("（", "(") + text + say("）", ")") : text
  }

  private func equality(_ a: NodeID, _ b: NodeID, isEqual: Bool) -> String {
    if program.constant(of: b) == .null { return isEqual ? say("没有", "no ") + term(a) : say("已有", "there is a ") + term(a) }
    if program.constant(of: b) == .string("") { return isEqual ? say("未填写", "no ") + term(a) : say("已填写", "a stated ") + term(a) }
    return term(a) + (isEqual ? say(" 为 ", " is ") : say(" 不为 ", " is not ")) + term(b, like: a)
  }

  private func order(_ operands: [NodeID], _ operation: Operation) -> String {
    let isDate = program.type(of: operands[0]).wrapped == .date
    let verb =
      switch operation {
      case .less: isDate ? say(" 早于 ", " before ") : say(" 少于 ", " less than ")
      case .lessOrEqual: isDate ? say(" 不晚于 ", " not after ") : say(" 不超过 ", " at most ")
      case .greater: isDate ? say(" 晚于 ", " after ") : say(" 超过 ", " more than ")
      default: isDate ? say(" 不早于 ", " not before ") : say(" 不少于 ", " at least ")
      }
    return term(operands[0]) + verb + term(operands[1], like: operands[0])
  }

  private func range(_ operands: [NodeID], isNegated: Bool) -> String {
    let verb = isNegated ? say(" 不在 ", " is not in ") : say(" 在 ", " is in ")
    guard let ends = program.includedEnds(of: operands[1]) else {
      return term(operands[0]) + verb + term(operands[1]) + say(" 之内", "")
    }
    let bounds = Array(program.operands(of: operands[1]))
    let low = (ends.lower ? "[" : "(") + term(bounds[0], like: operands[0])
    let high = term(bounds[1], like: operands[0]) + (ends.upper ? "]" : ")")
    return term(operands[0]) + verb + low + ", " + high
  }

  private func list(_ node: NodeID, or: Bool = false) -> String {
    guard case .list(let items)? = program.constant(of: node) else { return term(node) }
    if items.count > 12 { return say("名单（\(items.count) 项）", "the list (\(items.count) entries)") }
    let names = items.map { if case .symbol(let symbol) = $0 { choice(symbol) } else { plain($0) } }
    return names.joined(separator: or ? say(" 或 ", " or ") : say("、", ", "))
  }

  // MARK: Formulas

  /// A formula with the names of its facts, or with their values put in.
  public func formula(_ node: NodeID, with evaluator: Evaluator? = nil) -> String { write(node, 0, evaluator, like: nil) }

  private func term(_ node: NodeID, like other: NodeID? = nil) -> String { write(node, 0, nil, like: other) }

  /// How strongly operators bind: sums 1, products 2, everything else 3.
  private func write(_ node: NodeID, _ strength: Int, _ evaluator: Evaluator?, like other: NodeID?) -> String {
    let operands = Array(program.operands(of: node))
    func sub(_ number: Int, _ strength: Int) -> String { write(operands[number], strength, evaluator, like: nil) }
    func infix(_ sign: String, _ own: Int) -> String {
      let text = sub(0, own) + sign + sub(1, own + 1)
      return own < strength ? "(" + text + ")" : text
    }
    func call(_ name: String) -> String {
      name + say("（", "(") + operands.indices.map { sub($0, 0) }.joined(separator: say("，", ", ")) + say("）", ")")
    }
    switch program.operation(of: node) {
    case .constant, .parameter:
      guard let constant = program.constant(of: node) else { return "?" }
      if let other, let (fact, _) = program.fact(of: other) { return value(constant, of: fact) }
      return value(constant, type: program.type(of: node))
    case .fact:
      guard let (fact, _) = program.fact(of: node) else { return "?" }
      guard let evaluator else { return label(fact) }
      return evaluator.value(of: node).map { value($0, of: fact) } ?? "?" + label(fact)
    case .definition:
      guard let index = program.definitionIndex(of: node) else { return "?" }
      guard let evaluator else { return name(ofDefinition: index) }
      return evaluator.value(of: node).map { value($0, type: program.type(of: node)) } ?? "?" + name(ofDefinition: index)
    case .local: return say("该项", "it")
    case .add, .addTemporal: return infix(" + ", 1)
    case .subtract, .subtractTemporal: return infix(" − ", 1)
    case .multiply, .scaleDuration: return infix(" × ", 2)
    case .divide, .divideDuration: return infix(" ÷ ", 2)
    case .negate: return "−" + sub(0, 3)
    case .minimum: return call(say("取小", "min"))
    case .maximum: return call(say("取大", "max"))
    case .floor: return call(say("向下取整", "floor"))
    case .ceiling: return call(say("向上取整", "ceiling"))
    case .absolute: return call(say("绝对值", "abs"))
    case .workingDays: return call(say("工作日数", "working days"))
    case .addWorkingDays: return call(say("顺延工作日", "add working days"))
    case .conditional:
      if let evaluator, case .boolean(let truth)? = evaluator.value(of: operands[0]) { return sub(truth ? 1 : 2, strength) }
      return say("（如果 ", "(if ") + condition(operands[0]) + say("，则 ", " then ") + sub(1, 0) + say("；否则 ", "; otherwise ") + sub(2, 0)
        + say("）", ")")
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .memberOfConstant, .intersectsConstant,
      .member, .inRange:
      return say("（", "(") + condition(node) + say("）", ")")
    case .makeList: return operands.indices.map { sub($0, 0) }.joined(separator: say("、", ", "))
    case .field: return sub(0, 3) + say(" 的 ", ".") + (program.fieldName(of: node) ?? "")
    case let operation: return call(operation.word[language])
    }
  }
}
