public import Values

/// Money released for claims by the finance bureau (资金下达).
public struct ReleaseOrder: Sendable, Codable, Hashable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// The year whose budget pays.
  public let budgetYear: Int
  /// The day.
  public let day: CivilDate
  /// Who released it.
  public let by: String
  /// The cases and their sums.
  public let lines: [Plan.Line]

  /// Money released for claims.
  public init(id: String, procedure: String, budgetYear: Int, day: CivilDate, by: String, lines: [Plan.Line]) {
    self.id = id
    self.procedure = procedure
    self.budgetYear = budgetYear
    self.day = day
    self.by = by
    self.lines = lines
  }
}

/// Payments handed to the bank together (拨付批次). A line is paid only by the bank's own word about it.
public struct PaymentBatch: Sendable, Codable, Hashable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// The office that pays.
  public let office: String
  /// The year whose budget pays.
  public let budgetYear: Int
  /// The day.
  public let day: CivilDate
  /// Who ordered it.
  public let by: String
  /// Its lines, numbered from 1 in this order.
  public let lines: [Line]

  /// One payment.
  public struct Line: Sendable, Codable, Hashable {
    /// The case.
    public let caseID: String
    /// Where the money goes.
    public let account: BankAccount
    /// The sum.
    public let amount: Money

    /// One payment.
    public init(caseID: String, account: BankAccount, amount: Money) {
      self.caseID = caseID
      self.account = account
      self.amount = amount
    }
  }

  /// Payments handed to the bank together.
  public init(id: String, procedure: String, office: String, budgetYear: Int, day: CivilDate, by: String, lines: [Line]) {
    self.id = id
    self.procedure = procedure
    self.office = office
    self.budgetYear = budgetYear
    self.day = day
    self.by = by
    self.lines = lines
  }

  /// The sum of all lines; nil outside the range of money.
  public var total: Money? { lines.reduce(Money.zero as Money?) { $0?.adding($1.amount) } }
}

/// What the bank says about one line of a batch.
public struct BankResult: Sendable, Codable, Hashable {
  /// The number of the line, from 1.
  public let line: Int
  /// The sum the bank names, which has to be the sum ordered.
  public let amount: Money
  /// Paid, with the bank's reference; or returned, with the reason.
  public let outcome: Outcome

  /// How a payment ended.
  public enum Outcome: Sendable, Codable, Hashable {
    /// Paid.
    case paid(reference: String)
    /// Returned.
    case returned(reason: String)
  }

  /// What the bank says about one line.
  public init(line: Int, amount: Money, outcome: Outcome) {
    self.line = line
    self.amount = amount
    self.outcome = outcome
  }
}
