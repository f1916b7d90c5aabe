public import Values
import WorkingDays

/// The road a claim takes (办理流程), as a procedure file states it. Nothing of it is written in Swift but the kinds of steps.
public struct Procedure: Sendable {
  /// Its id, such as `xx2025-61.claim`.
  public let id: String
  /// Its title.
  public let title: Bilingual
  /// The document it carries out.
  public let document: String
  /// The article that states it.
  public let article: String
  /// The pot that pays, as the ledger names it (资金).
  public let fund: String
  /// The measures claimed by it.
  public let measures: [String]
  /// The offices that take claims.
  public let routing: Routing
  /// The office of the city that re-reviews.
  public let cityOffice: Office
  /// Who may end a claim after its notice; nil where nobody may.
  public let stop: StopRule?
  /// From the first step to the last.
  public let steps: [Step]
  /// The papers a claim needs.
  public let papers: [Paper]
  /// What is asked beside facts, such as the name of an exhibition.
  public let particulars: [Particular]
  /// The reasons officers choose from.
  public let reasons: [Reason]
  /// What the public sees.
  public let masking: [MaskedField]
  /// How objections are handled.
  public let objection: ObjectionRule
  /// How a dimension of a limit is found, such as `exhibition` in a particular and `year` in a fact.
  public let dimensions: [String: DimensionSource]
  /// The fact that holds what was used of a limit, stated by the ledger and not by the claimant.
  public let limitFact: String?
  /// The particular that names a company of the same group, which must not claim for the same thing again.
  public let relatedCompany: String?
  /// Facts that state money received elsewhere for the same spending.
  public let paidElsewhere: [String]
  /// What of a sum somebody other than the city bears: one entry a measure at most. The city bears the rest.
  public let payers: [Payer]

  /// A procedure with these parts.
  public init(
    id: String, title: Bilingual, document: String, article: String, fund: String, measures: [String], routing: Routing, cityOffice: Office,
    stop: StopRule? = nil, steps: [Step], papers: [Paper], particulars: [Particular], reasons: [Reason], masking: [MaskedField],
    objection: ObjectionRule, dimensions: [String: DimensionSource], limitFact: String?, relatedCompany: String? = nil,
    paidElsewhere: [String] = [], payers: [Payer] = []
  ) {
    self.id = id
    self.title = title
    self.document = document
    self.article = article
    self.fund = fund
    self.measures = measures
    self.routing = routing
    self.cityOffice = cityOffice
    self.stop = stop
    self.steps = steps
    self.papers = papers
    self.particulars = particulars
    self.reasons = reasons
    self.masking = masking
    self.objection = objection
    self.dimensions = dimensions
    self.limitFact = limitFact
    self.relatedCompany = relatedCompany
    self.paidElsewhere = paidElsewhere
    self.payers = payers
  }

  /// The step of this id.
  public func step(_ id: String) -> Step? { steps.first { $0.id == id } }

  /// The step after this one; nil after the last.
  public func step(after id: String) -> Step? {
    guard let index = steps.firstIndex(where: { $0.id == id }), index + 1 < steps.count else { return nil }
    return steps[index + 1]
  }

  /// The review before this step; nil where there is none.
  public func review(before step: Step) -> Step? {
    guard let index = steps.firstIndex(where: { $0.id == step.id }) else { return nil }
    return steps[..<index].last { $0.kind == .review }
  }

  /// The reviews whose reviewers may not handle this step: those it is kept apart from, in either direction, and for a review the one
  /// before and the one after it.
  ///
  /// Source: who reviews answers for it (谁审核、谁负责), so nobody confirms their own review.
  public func apart(from step: Step) -> Set<String> {
    var others = Set(step.apartFrom)
    for other in steps where other.apartFrom.contains(step.id) { others.insert(other.id) }
    guard step.kind == .review else { return others }
    if let before = review(before: step) { others.insert(before.id) }
    if let after = steps.first(where: { $0.kind == .review && review(before: $0)?.id == step.id }) { others.insert(after.id) }
    return others
  }

  /// The papers a measure needs.
  public func papers(for measure: String) -> [Paper] { papers.filter { $0.measures.isEmpty || $0.measures.contains(measure) } }

  /// The particulars a measure needs.
  public func particulars(for measure: String) -> [Particular] {
    particulars.filter { $0.measures.isEmpty || $0.measures.contains(measure) }
  }

  /// Who bears a part of what a measure grants; nil where the city bears all of it.
  public func payer(for measure: String) -> Payer? { payers.first { $0.measure == measure } }

  /// The reasons offered for an outcome.
  public func reasons(for outcome: ReviewOutcome) -> [Reason] { reasons.filter { $0.outcomes.contains(outcome) } }
}
