import Casework
import Diagnostics
import Values
import WorkingDays

/// Reads the steps and clocks of a procedure file.
struct StepReader {
  let findings: Findings
  let source: SourceText

  func step(_ node: DataNode) -> Procedure.Step? {
    var map = MapReader(node, "a step", source, findings)
    let id = map.text("step")
    let title = map.bilingual("title")
    let kind = map.required("kind").flatMap { word($0, Procedure.Step.Kind.self) }
    let role = map.required("role").flatMap { word($0, Role.self) }
    let level = map.required("level").flatMap { word($0, Level.self) }
    let clock = map.optional("clock").flatMap { self.clock($0) }
    let basis = map.optionalBilingual("clock_basis")
    let outcomes = map.words("outcomes").compactMap { word($0, ReviewOutcome.self) }
    let apartFrom = map.texts("apart_from")
    let promise = map.optional("promised_papers_within").flatMap { self.clock($0) }
    let correction = map.optional("corrected_within").flatMap { self.clock($0) }
    let article = map.optionalText("article")
    map.finish()
    guard let id, let title, let kind, let role, let level else { return nil }
    let step = Procedure.Step(
      id: id, title: title, kind: kind, role: role, level: level, clock: clock, clockBasis: basis, outcomes: Set(outcomes),
      apartFrom: apartFrom, promise: promise, correction: correction, article: article)
    checkKeys(step, node)
    return step
  }

  /// What a kind of step needs, and what only reviews have.
  private func checkKeys(_ step: Procedure.Step, _ node: DataNode) {
    if step.kind == .review {
      checkReview(step, node)
    } else {
      for key in ["outcomes", "promised_papers_within", "corrected_within"] where key != "outcomes" || step.kind != .plan {
        guard let value = node[key] else { continue }
        findings.error(.wrongShape, "only a review has `\(key)`", value, source, help: "leave it out, or write `kind: review`")
      }
      for word in step.kind == .plan ? node["outcomes"]?.items ?? [] : [] where word.text != ReviewOutcome.sendBack.rawValue {
        findings.error(
          .wrongShape, "from a plan a claim can only go back to the review before", word, source, help: "write `outcomes: [send_back]`")
      }
    }
    // The file may state a clock that can't be read; that is said already.
    if step.kind == .notice, node["clock"] == nil {
      findings.error(.missingKey, "the notice `\(step.id)` has no clock", node, source, help: "add `clock: {length: 5, kind: working}`")
    }
    guard checkOffice(of: step.role, at: step.level, node) else { return }
    if step.role == .enterprise, step.kind != .report {
      findings.error(
        .invalidValue, "the enterprise handles no step but a report", node["role"] ?? node, source,
        help: "name a role of an office, such as `district_reviewer`")
    }
  }

  /// Whether a role has an office at a level; reports it if not.
  @discardableResult
  func checkOffice(of role: Role, at level: Level, _ node: DataNode) -> Bool {
    guard let own = StepReader.levels[role] else {
      findings.error(
        .invalidValue, "no step is handled by the role `\(role.rawValue)`", node["role"] ?? node, source,
        help: "the roles are " + Role.allCases.filter { StepReader.levels[$0] != nil }.map { "`\($0.rawValue)`" }.joined(separator: ", "))
      return false
    }
    if own == level { return true }
    findings.error(
      .invalidValue, "`\(role.rawValue)` has no office at the level `\(level.rawValue)`", node["level"] ?? node, source,
      help: "write `level: \(own.rawValue)`")
    return false
  }

  private func checkReview(_ step: Procedure.Step, _ node: DataNode) {
    if node["outcomes"] == nil {
      findings.error(.missingKey, "the review `\(step.id)` offers no outcomes", node, source, help: "add `outcomes: [accept, refuse]`")
    } else if step.outcomes.count == node["outcomes"]?.items?.count, step.outcomes.isDisjoint(with: [.accept, .acceptWithPromise]) {
      findings.error(
        .wrongShape, "nobody can accept a claim at the review `\(step.id)`", node["outcomes"] ?? node, source,
        help: "add `accept` to its outcomes")
    }
    for word in node["outcomes"]?.items ?? [] where word.text == ReviewOutcome.stop.rawValue {
      findings.error(
        .wrongShape, "a claim is stopped after its notice, not at a review", word, source,
        help: "write `stop: {role: …, level: …, article: …}` in the procedure")
    }
    if step.outcomes.contains(.acceptWithPromise), node["promised_papers_within"] == nil {
      findings.error(
        .missingKey, "the review `\(step.id)` takes promised papers but does not say within how long", node, source,
        help: "add `promised_papers_within: {length: 10, kind: working}`")
    }
  }

  /// Where the officers of a role have their office; the roles that are not here handle no step.
  private static let levels: [Role: Level] = [
    .enterprise: .applicant, .districtReviewer: .district, .districtFinance: .district, .cityReviewer: .city, .finance: .city,
  ]

  /// A period: length, kind, whether the first day counts, whether a last day off moves on.
  func clock(_ node: DataNode) -> ClockRule? {
    var map = MapReader(node, "a clock", source, findings)
    let length = map.required("length")
    let kind = map.required("kind").flatMap { word($0, ClockRule.Kind.self) }
    let countsFirstDay = map.flag("counts_first_day")
    let keepsLastDay = map.flag("keeps_last_day")
    map.finish()
    guard let length else { return nil }
    guard let days = length.text.flatMap({ Int($0) }), (1...ClockRule.longestDays).contains(days) else {
      findings.error(
        .invalidValue, "`\(length.text ?? "")` is no length of a period", length, source,
        help: "write a whole number of days from 1 to \(ClockRule.longestDays); leave the clock out where there is no limit")
      return nil
    }
    return kind.flatMap { ClockRule(length: days, kind: $0, countsFirstDay: countsFirstDay, rollsLastDay: !keepsLastDay) }
  }

  /// One of a fixed list of words.
  func word<T: RawRepresentable & CaseIterable>(_ node: DataNode, _ type: T.Type) -> T? where T.RawValue == String {
    if let value = node.text.flatMap(T.init(rawValue:)) { return value }
    let names = T.allCases.map(\.rawValue)
    let near = nearestName(to: node.text ?? "", among: names)
    findings.error(
      .invalidValue, "`\(node.text ?? "")` is not one of the values here", node, source,
      help: near.map { "did you mean `\($0)`?" } ?? "the values are " + names.map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }
}
