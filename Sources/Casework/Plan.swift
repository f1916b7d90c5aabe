public import Values

/// The plan of an office: the claims it proposes to the city, with their sums (拟下达项目计划).
public struct Plan: Sendable, Codable, Hashable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// The office that proposes it.
  public let office: String
  /// The year whose budget is expected to pay.
  public let budgetYear: Int
  /// The day it was proposed.
  public let day: CivilDate
  /// Who proposed it.
  public let by: String
  /// Its lines, by case id.
  public let lines: [Line]

  /// One claim of a plan.
  public struct Line: Sendable, Codable, Hashable {
    /// The case.
    public let caseID: String
    /// The measure.
    public let measure: String
    /// The credit code of the enterprise.
    public let enterprise: String
    /// The sum proposed.
    public let amount: Money

    /// One claim of a plan.
    public init(caseID: String, measure: String, enterprise: String, amount: Money) {
      self.caseID = caseID
      self.measure = measure
      self.enterprise = enterprise
      self.amount = amount
    }
  }

  /// A plan of at least one line, in the order of the case ids.
  public init(id: String, procedure: String, office: String, budgetYear: Int, day: CivilDate, by: String, lines: [Line]) {
    precondition(!lines.isEmpty, "a plan has lines")
    self.id = id
    self.procedure = procedure
    self.office = office
    self.budgetYear = budgetYear
    self.day = day
    self.by = by
    self.lines = lines.sorted { $0.caseID < $1.caseID }
  }

  /// The sum of all lines; nil outside the range of money.
  public var total: Money? { lines.reduce(Money.zero as Money?) { $0?.adding($1.amount) } }
}
