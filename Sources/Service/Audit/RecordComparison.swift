import Casework
import Diagnostics
import Policy
import Rules
import Storage
import Values

/// A decision as a case's event states it, beside the decision record under its hash.
struct RecordComparison {
  let book: PolicyBook
  let claims: Claims

  /// What an event says that its record does not; nil if they agree. `state` is the case after the event.
  func difference(_ decision: RecordedDecision, _ state: CaseState, record: String) -> Bilingual? {
    let source = SourceText(name: "record.json", text: record)
    guard case .success(let root) = FileReader.parse(source), let decided = root["decision"] else {
      return Bilingual(zh: "认定记录 \(decision.recordSHA256) 无法读取。", en: "The decision record \(decision.recordSHA256) can't be read.")
    }
    let outcome = decided["outcome"]?.text
    let isEligible = outcome == "eligible"
    let amount = isEligible ? decided["amount"]?["cny"]?.text : nil
    let parts: [(zh: String, en: String, agrees: Bool)] = [
      ("事项", "measure", root["measure"]?.text == state.measure),
      ("认定日期", "day", root["as_of"]?.text == decision.asOf.description),
      ("政策包", "packages", root["packages_sha256"]?.text == decision.packagesSHA256),
      ("认定结果", "outcome", outcome == decision.outcome),
      ("金额", "sum", amount == decision.amount?.description),
      ("金额性质", "kind of sum", (isEligible && decided["amount"]?["kind"]?.text == AmountKind.upto.rawValue) == decision.isCeiling),
      ("事实", "facts", factsAgree(root, source, state)),
    ]
    guard let part = parts.first(where: { !$0.agrees }) else { return nil }
    return Bilingual(
      zh: "事件中的\(part.zh)与认定记录 \(decision.recordSHA256) 不符。",
      en: "The \(part.en) in an event isn't what the decision record \(decision.recordSHA256) says.")
  }

  /// Whether the record was made from what the case states. Facts of other packages can't be read by these, and are left aside; so is the
  /// fact that the book of limits states.
  private func factsAgree(_ root: DataNode, _ source: SourceText, _ state: CaseState) -> Bool {
    guard root["packages_sha256"]?.text == book.contentHash else { return true }
    let limit = book.procedure(state.procedure)?.limitFact
    var facts = state.content.facts
    if let limit { facts[limit] = nil }
    guard let node = root["facts"], case .success(let recorded) = FactsReader(book).read(node, in: source),
      let stated = try? claims.stated(facts)
    else { return false }
    let own = limit.flatMap { book.program.schema.fact(named: $0) }
    // The first is the day of decision, which is compared by itself.
    return stated.indices.dropFirst().allSatisfy { $0 == own || stated[$0] == recorded.values[$0] }
  }
}
