import Casework
import Diagnostics

/// Checks the steps of a procedure as a whole: a claim has to be able to walk from the first to the last, and no money may pass what comes
/// before it.
struct RoadCheck {
  let findings: Findings
  let source: SourceText
  /// Where the steps are listed, for problems that belong to no single one.
  let list: DataNode
  let reasons: [Procedure.Reason]

  func check(_ steps: [(step: Procedure.Step, node: DataNode)]) {
    // Steps that could not be read are missing from the road; their own problems come first.
    guard steps.count == list.items?.count else { return }
    checkNames(steps)
    checkOrder(steps)
    for (step, node) in steps where [.review, .plan].contains(step.kind) {
      checkOutcomes(step, node, isFirst: step.id == steps.first?.step.id)
    }
  }

  private func checkNames(_ steps: [(step: Procedure.Step, node: DataNode)]) {
    var seen = Set<String>()
    var reviews = Set<String>()
    for (step, node) in steps {
      for other in node["apart_from"]?.items ?? [] where !reviews.contains(other.text ?? "") {
        let name = other.text ?? ""
        findings.error(
          .unknownID, "`\(name)` is no review before the step `\(step.id)`", other, source,
          help: nearestName(to: name, among: reviews.sorted()).map { "did you mean `\($0)`?" }
            ?? "a step is kept apart from reviews that stand before it")
      }
      if !seen.insert(step.id).inserted {
        findings.error(.duplicateID, "the step `\(step.id)` stands twice", node["step"] ?? node, source, help: "name one differently")
      }
      if step.kind == .review { reviews.insert(step.id) }
    }
  }

  /// Reviews and plans come first, in any order that begins with a review; then each of the others at most once, in the order in which
  /// money goes its way.
  private func checkOrder(_ steps: [(step: Procedure.Step, node: DataNode)]) {
    guard let first = steps.first, let last = steps.last else {
      if list.items?.isEmpty == true { findings.error(.wrongShape, "a procedure has steps", list, source, help: "begin with a review") }
      return
    }
    if first.step.kind != .review {
      findings.error(
        .wrongShape, "the first step of a procedure is a review", first.node["kind"] ?? first.node, source,
        help: "somebody has to receive the claim")
    }
    var reached = RoadCheck.order(first.step.kind)
    for (step, node) in steps.dropFirst() {
      let place = RoadCheck.order(step.kind)
      if place < reached || (place == reached && place > 0) {
        findings.error(
          .wrongShape, "a step of kind `\(step.kind.rawValue)` can't stand here", node["kind"] ?? node, source,
          help: "the order is reviews and plans, then notice, budget, release, payment, report, each of these at most once")
      }
      reached = max(reached, place)
    }
    if !steps.contains(where: { $0.step.kind == .payment }) {
      findings.error(
        .wrongShape, "no step pays, so that a claim would never end", last.node["kind"] ?? last.node, source,
        help: "end with a step of kind `payment`, or with a `report` after it")
    }
  }

  private static func order(_ kind: Procedure.Step.Kind) -> Int {
    switch kind {
    case .review, .plan: 0
    case .notice: 1
    case .budget: 2
    case .release: 3
    case .payment: 4
    case .report: 5
    }
  }

  private func checkOutcomes(_ step: Procedure.Step, _ node: DataNode, isFirst: Bool) {
    for word in node["outcomes"]?.items ?? [] {
      guard let outcome = word.text.flatMap(ReviewOutcome.init(rawValue:)) else { continue }
      if outcome == .sendBack, isFirst {
        findings.error(.wrongShape, "there is no review before `\(step.id)` to send a claim back to", word, source, help: "leave it out")
      }
      if [.correct, .refuse, .sendBack].contains(outcome) { needReason(outcome, word) }
    }
  }

  /// Reports an outcome that no reason explains, where it is offered.
  func needReason(_ outcome: ReviewOutcome, _ node: DataNode) {
    if reasons.contains(where: { $0.outcomes.contains(outcome) }) { return }
    findings.error(
      .missingKey, "`reasons` has none for `\(outcome.rawValue)`", node, source,
      help: "add `- {reason: …, text: {zh: …, en: …}, for: [\(outcome.rawValue)]}` to `reasons`")
  }
}
