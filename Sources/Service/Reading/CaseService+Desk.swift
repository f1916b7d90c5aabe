public import Casework
import Storage
import Values

extension CaseService {
  /// A plan with what has become of its claims.
  public struct PlanView: Sendable {
    /// The plan, as it was proposed.
    public let plan: Plan
    /// Its claims as they stand now, in the order of the plan. One that was sent back belongs to the plan no longer, but stands here still.
    public let cases: [Summary]
    /// How many claims stand at each place.
    public var places: [String: Int] { cases.reduce(into: [:]) { $0[$1.place, default: 0] += 1 } }
  }

  /// The plans somebody may see, the latest first, a page at a time: an office its own, the city and those who supervise all.
  public func planViews(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<PlanView> {
    guard let scope = CaseService.planScope(actor) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let (day, id) = CaseService.pair(cursor)
      let rows = try tx.query(
        """
        SELECT body, day, id FROM plans WHERE ($1 = '' OR office = $1) AND ($2 = '' OR day < $2 OR (day = $2 AND id < $3))
        ORDER BY day DESC, id DESC LIMIT \(limit + 1)
        """, [.text(scope), .text(day), .text(id)])
      let items = try rows.prefix(limit).map { row in
        let plan = try JSONBody.value(Plan.self, row.text(0))
        return PlanView(plan: plan, cases: try CaseService.summaries(plan.lines.map(\.caseID), in: tx))
      }
      return Page(items: items, next: rows.count > limit ? "\(rows[limit - 1].text(1))/\(rows[limit - 1].text(2))" : nil)
    }
  }

  /// A plan, to somebody who may see it.
  public func plan(_ id: String, by actor: Actor) async throws -> PlanView {
    guard let scope = CaseService.planScope(actor) else { throw Refusal.noSuchPlan }
    return try await database.read { tx in
      guard let row = try tx.first("SELECT body FROM plans WHERE id = $1", [.text(id)]) else { throw Refusal.noSuchPlan }
      let plan = try JSONBody.value(Plan.self, row.text(0))
      guard scope.isEmpty || plan.office == scope else { throw Refusal.noSuchPlan }
      return PlanView(plan: plan, cases: try CaseService.summaries(plan.lines.map(\.caseID), in: tx))
    }
  }

  /// The office whose plans somebody sees; empty for all, nil for none.
  private static func planScope(_ actor: Actor) -> String? {
    switch actor.role {
    case .districtReviewer, .districtFinance: actor.office
    case .cityReviewer, .finance, .supervisor, .auditor: ""
    case .enterprise, .administrator: nil
    }
  }

  /// Rows of the lists for these cases, in this order.
  static func summaries(_ ids: [String], in tx: any Transaction) throws -> [Summary] {
    var found: [String: Summary] = [:]
    for start in stride(from: 0, to: ids.count, by: 200) {
      let part = ids[start..<min(start + 200, ids.count)]
      let places = (1...part.count).map { "$\($0)" }.joined(separator: ", ")
      for row in try tx.query("SELECT \(Summary.columns) FROM cases WHERE id IN (\(places))", part.map { .text($0) }) {
        let summary = Summary(row)
        found[summary.id] = summary
      }
    }
    return ids.compactMap { found[$0] }
  }

  /// The last claims for the same measure that somebody may see and that were decided, the latest first: how others were judged.
  public func similar(to id: String, limit: Int = 10, by actor: Actor) async throws -> [Summary] {
    guard let scope = CaseScope(actor), actor.role != .enterprise else { throw Refusal.noSuchCase }
    return try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      var condition = "office IS NOT NULL"
      var arguments: [SQLValue] = [.text(state.measure), .text(id)]
      if case .office(let office) = scope {
        condition = "office = $3"
        arguments.append(.text(office))
      }
      return try tx.query(
        """
        SELECT \(Summary.columns) FROM cases WHERE measure = $1 AND id <> $2 AND \(condition)
          AND (granted_minor IS NOT NULL OR ending = 'refused')
        ORDER BY updated_at DESC, id DESC LIMIT \(limit)
        """, arguments
      ).map(Summary.init)
    }
  }

  /// An objection with its claim and notice, to those who settle or supervise it. Looking at the claim is an act that the log keeps.
  public func objection(
    _ id: String, by actor: Actor
  ) async throws -> (objection: Objection, notice: Notice, state: CaseState) {
    guard CaseService.objectionReaders.contains(actor.role) else { throw Refusal.noSuchObjection }
    return try await act(actor) { act in
      guard let objection = try ObjectionStore.load(id, in: act.tx), let notice = try NoticeStore.load(objection.notice, in: act.tx),
        let state = try CaseStore.load(objection.caseID, in: act.tx), CaseStore.maySee(state, actor)
      else { throw Refusal.noSuchObjection }
      try act.append("file.read", FileReading(caseID: state.id), to: "readings/" + state.id)
      return OpenedObjection(objection: objection, notice: notice, state: state)
    }.parts
  }

  /// Whether somebody may know who objects, and read what was handed in with it: those who can settle it where it is now and did not judge
  /// the claim, those who settled it, and those who supervise.
  public static func mayKnowObjector(of objection: Objection, _ state: CaseState, _ actor: Actor) -> Bool {
    if [.supervisor, .auditor].contains(actor.role) || objection.findings.contains(where: { $0.by == actor.account }) { return true }
    let isHere =
      switch objection.level {
      case .district: actor.role == .districtReviewer && actor.office == state.office
      case .city: actor.role == .cityReviewer
      default: false
      }
    return isHere && !objection.isClosed && !state.reviews.contains { $0.by == actor.account }
  }

  static let objectionReaders: Set<Role> = [.districtReviewer, .cityReviewer, .supervisor, .auditor]

  private struct OpenedObjection: Codable, Sendable {
    let objection: Objection
    let notice: Notice
    let state: CaseState
    var parts: (objection: Objection, notice: Notice, state: CaseState) { (objection, notice, state) }
  }

  /// A paper of a claim by its hash, to somebody who may see the claim: of what was handed in, and for those who settle objections of what
  /// was handed in with them. Whoever is not of the enterprise leaves a trace.
  public func paper(_ sha256: String, case id: String, by actor: Actor) async throws -> PaperFile {
    let state = try await read(case: id, by: actor)
    if let file = state.content.papers.first(where: { $0.sha256 == sha256 }) { return file }
    if CaseService.objectionReaders.contains(actor.role) {
      let objections = try await Page.all { try await self.objections(.init(caseID: id), after: $0, by: actor) }
      if let file = objections.lazy.filter(\.knowsObjector).flatMap(\.objection.papers).first(where: { $0.sha256 == sha256 }) {
        return file
      }
    }
    throw Refusal.noSuchPaper
  }
}

extension Refusal {
  static let noSuchPlan = Refusal(
    code: "plan.not_found", message: Bilingual(zh: "没有这个计划，或您无权查看。", en: "There is no such plan, or you may not see it."),
    status: .notFound)
  static let noSuchPaper = Refusal(
    code: "paper.not_found", message: Bilingual(zh: "没有这份材料，或您无权查看。", en: "There is no such paper, or you may not see it."),
    status: .notFound)
}
