import Casework
import Diagnostics
import FundLedger
import Policy
import Rules
import Storage
import Values

/// Decisions for cases: what was stated, with what the book of limits knows, answered by the rules and kept as a record.
struct Claims {
  let book: PolicyBook
  let answerers: AnswererPool

  /// Facts as the rules read them; what is unreadable is named.
  func stated(_ facts: [String: String]) throws -> [Value?] {
    let text = "{" + facts.sorted { $0.key < $1.key }.map { "\(Claims.quoted($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    let source = SourceText(name: "facts.json", text: text)
    switch FileReader.parse(source) {
    case .failure(let diagnostic): throw Refusal(facts: [diagnostic])
    case .success(let node):
      // A value that closes its own brackets would be more facts than were named.
      guard node.entries?.count == facts.count else { throw Refusal(facts: []) }
      switch FactsReader(book).read(node, in: source) {
      case .success(let stated): return stated.values
      case .failure(let failure): throw Refusal(facts: failure.diagnostics)
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// What a claim wants of each limit of its measure, the sum still open; empty dimensions are left to the particulars.
  func limits(_ measure: Measure, _ procedure: Procedure, _ state: CaseState, _ stated: [Value?], asOf: CivilDate) -> [(
    key: LimitKey, ceiling: Int64
  )] {
    let evaluator = Evaluator(book.program)
    evaluator.state(Answerer.dated(stated, asOf))
    return measure.limits.compactMap { limit in
      let dimensions = limit.per.map { name in (name: name, value: value(of: name, procedure, state, evaluator)) }
      switch limit.cap {
      case .claims(let count): return (LimitKey(.claims, of: measure.id, dimensions), Int64(count))
      case .money(let node):
        guard case .number(let number)? = evaluator.value(of: node), let cap = Money(number, rounding: .down) else { return nil }
        return (LimitKey(.money, of: measure.id, dimensions), cap.minor)
      }
    }
  }

  private func value(of dimension: String, _ procedure: Procedure, _ state: CaseState, _ evaluator: Evaluator) -> String {
    switch procedure.dimensions[dimension] {
    case .enterprise?: return state.enterprise
    case .particular(let name)?: return Plain.text(state.content.particulars[name] ?? "")
    case .year(let fact)?:
      guard let index = book.program.schema.fact(named: fact) else { return "" }
      switch evaluator.fact(index) {
      case .date(let day)?: return String(day.year)
      case .number(let number)?: return number.description
      default: return ""
      }
    case nil: return ""
    }
  }

  /// The decision on a case on a day: what was used of its limits by other claims is stated by the book, not by the enterprise.
  func decide(_ state: CaseState, _ procedure: Procedure, asOf: CivilDate, in tx: any Transaction) throws -> (
    RecordedDecision, Answer, String
  ) {
    guard let measure = book.measure(state.measure) else { throw Refusal.noSuchProcedure }
    var facts = state.content.facts
    if let name = procedure.limitFact { facts[name] = nil }
    var stated = try stated(facts)
    if let name = procedure.limitFact, let index = book.program.schema.fact(named: name),
      let limit = limits(measure, procedure, state, stated, asOf: asOf).first(where: { $0.key.unit == .money })
    {
      let used = try LimitStore.used(limit.key, exceptBy: state.id, in: tx)
      stated[index] = .number(Money(minor: used).number)
    }
    try stateClaims(measure, procedure, state, &stated, asOf: asOf, in: tx)
    let answer = answerers.with { $0.answer(measure, stated: stated, asOf: asOf) }
    let record = DecisionRecord(answer).text
    let sha256 = Digest.sha256(record)
    let amount = answer.decision.outcome == .eligible ? answer.decision.amount : nil
    let decision = RecordedDecision(
      outcome: answer.decision.outcome.rawValue, amount: amount?.exact,
      officePart: try officePart(measure, procedure, answer.decision, of: amount?.exact), isCeiling: amount?.kind == .upto, asOf: asOf,
      recordSHA256: sha256, packagesSHA256: book.contentHash)
    return (decision, answer, record)
  }

  /// What of a sum the office of the case bears, as the output that the procedure names says. Throws `decision.parts_unclear` if the
  /// packages make the part more than the whole.
  private func officePart(_ measure: Measure, _ procedure: Procedure, _ decision: Decision, of whole: Money?) throws -> Money? {
    guard let whole, let payer = procedure.payer(for: measure.id) else { return nil }
    guard case .number(let number)? = decision.outputs.first(where: { $0.name == payer.output })?.value,
      let part = Money(number, rounding: .down), part >= .zero, part <= whole
    else { throw Refusal.partsUnclear }
    return part
  }

  /// A limit in claims that other claims have used up is stated as used. Where they have not, what the enterprise says stands: it may have
  /// been paid before there was a book.
  private func stateClaims(
    _ measure: Measure, _ procedure: Procedure, _ state: CaseState, _ stated: inout [Value?], asOf: CivilDate, in tx: any Transaction
  ) throws {
    let evaluator = Evaluator(book.program)
    evaluator.state(Answerer.dated(stated, asOf))
    for limit in measure.limits {
      guard case .claims(let most) = limit.cap, let fact = limit.used.flatMap({ book.program.fact(of: $0)?.fact }) else { continue }
      let dimensions = limit.per.map { name in (name: name, value: value(of: name, procedure, state, evaluator)) }
      let used = try LimitStore.used(LimitKey(.claims, of: measure.id, dimensions), exceptBy: state.id, in: tx)
      if used >= most { stated[fact] = .boolean(true) }
    }
  }

  /// Keeps a decision record under its hash.
  static func keep(_ record: String, sha256: String, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO decision_records (sha256, record) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", [.text(sha256), .text(record)])
  }
}

extension Refusal {
  /// Facts that can't be read, each with its name.
  init(facts diagnostics: [Diagnostic]) {
    self.init(
      code: "facts.invalid", message: Bilingual(zh: "有的内容填写不正确。", en: "Some of what was stated is not right."), status: .invalid,
      details: diagnostics.map { diagnostic in
        Detail(pointer: "/facts", code: diagnostic.id.rawValue, message: diagnostic.factSentence)
      })
  }
}
