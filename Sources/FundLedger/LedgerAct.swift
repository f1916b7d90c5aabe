public import Values

/// Something that is to be booked: what, in which fund, for which case, how much, on whose paper, when.
public struct LedgerAct: Sendable, Hashable {
  /// The acts the book knows. Each moves an amount from one bucket to another.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The budget gives money to the fund: treasury → available.
    case appropriate
    /// The budget takes money back that is still free: available → treasury.
    case reduceAppropriation = "reduce_appropriation"
    /// A plan keeps money back for a case: available → held.
    case hold
    /// The plan is dropped or made smaller: held → available.
    case releaseHold = "release_hold"
    /// The notice ended undisputed: held → committed.
    case commit
    /// The commitment is undone: committed → held.
    case uncommit
    /// Finance releases the money: committed → payable.
    case makePayable = "make_payable"
    /// What was owed is no longer: payable → available.
    case cancelPayable = "cancel_payable"
    /// A payment goes to the bank: payable → inPayment.
    case order
    /// The bank says it is paid: inPayment → paid.
    case pay
    /// The bank says it could not be paid; the money is owed again: inPayment → payable.
    case bankReturn = "bank_return"
    /// A payment the bank had called paid comes back later; the money is owed again: paid → payable.
    case returnPaid = "return_paid"
    /// Money paid is demanded back: paid → recoverable.
    case demandRecovery = "demand_recovery"
    /// The demand, or part of it, is dropped: recoverable → paid.
    case withdrawDemand = "withdraw_demand"
    /// Money comes back, in parts if need be: recoverable → recovered.
    case receiveRecovery = "receive_recovery"
    /// What came back is handed to the public purse: recovered → treasury.
    case returnToTreasury = "return_to_treasury"

    /// Where the money comes from: the account that is credited.
    public var from: Bucket { path.from }
    /// Where it goes: the account that is debited.
    public var to: Bucket { path.to }
    /// Whether the act belongs to a case.
    public var isOfCase: Bool { from.isOfCases || to.isOfCases }

    private var path: (from: Bucket, to: Bucket) {
      switch self {
      case .appropriate: (.treasury, .available)
      case .reduceAppropriation: (.available, .treasury)
      case .hold: (.available, .held)
      case .releaseHold: (.held, .available)
      case .commit: (.held, .committed)
      case .uncommit: (.committed, .held)
      case .makePayable: (.committed, .payable)
      case .cancelPayable: (.payable, .available)
      case .order: (.payable, .inPayment)
      case .pay: (.inPayment, .paid)
      case .bankReturn: (.inPayment, .payable)
      case .returnPaid: (.paid, .payable)
      case .demandRecovery: (.paid, .recoverable)
      case .withdrawDemand: (.recoverable, .paid)
      case .receiveRecovery: (.recoverable, .recovered)
      case .returnToTreasury: (.recovered, .treasury)
      }
    }
  }

  /// What is done.
  public let kind: Kind
  /// In which fund.
  public let fund: Fund
  /// Whose part of the fund; nil for the payer who carries it.
  public let share: String?
  /// For which case; nil for acts on the fund as a whole.
  public let caseID: String?
  /// How much; only amounts above zero can be booked.
  public let amount: Money
  /// The paper or record it rests on, such as the number of a plan or of a payment batch.
  public let reference: String
  /// The day it counts for.
  public let day: CivilDate

  /// An act. Traps if a case is named where none belongs, or none where one does.
  public init(
    _ kind: Kind, fund: Fund, share: String? = nil, caseID: String? = nil, amount: Money, reference: String, day: CivilDate
  ) {
    precondition(kind.isOfCase == (caseID != nil), "\(kind.rawValue): \(kind.isOfCase ? "a case is needed" : "there is no case")")
    self.kind = kind
    self.fund = fund
    self.share = share
    self.caseID = caseID
    self.amount = amount
    self.reference = reference
    self.day = day
  }

  /// The account that is credited.
  public var source: Account { Account(fund: fund, share: share, bucket: kind.from) }
  /// The account that is debited.
  public var destination: Account { Account(fund: fund, share: share, bucket: kind.to) }

  /// The accounts whose balances a decision about the act reads.
  public var accounts: [Account] { [source, destination] }

  /// The parts of cases whose balances a decision about the act reads.
  public var caseAccounts: [CaseAccount] {
    guard let caseID else { return [] }
    return accounts.filter(\.bucket.isOfCases).map { CaseAccount(account: $0, caseID: caseID) }
  }
}
