public import Casework
import FundLedger
import Storage
public import Values

extension CaseService {
  /// What a plan would do, before anything is done: sums, what is left of the fund, and what stands against each line.
  public struct PlanPreview: Sendable {
    /// One line.
    public struct Line: Sendable {
      /// The case.
      public let caseID: String
      /// The sum.
      public let amount: Money
      /// Why it can't be planned; nil if it can.
      public let refusal: String?
      /// The same in English.
      public let refusalEnglish: String?
    }
    /// The lines.
    public let lines: [Line]
    /// The sum of the lines that can be planned.
    public let total: Money
    /// What the lines that can be planned take of one payer's budget.
    public struct Budget: Sendable, Hashable {
      /// Whose: nil for the city, otherwise the office.
      public let share: String?
      /// What is free before.
      public let available: Money
      /// What the lines take.
      public let total: Money
      /// What is left.
      public var left: Money { Money(minor: available.minor - total.minor) }

      /// What is taken of a budget.
      public init(share: String?, available: Money, total: Money) {
        self.share = share
        self.available = available
        self.total = total
      }
    }
    /// The year whose budget is expected to pay.
    public let budgetYear: Int
    /// By payer, the city first; the office stands here where it bears a part of any measure of the procedure.
    public let budgets: [Budget]
  }

  /// Looks what a plan of these cases would do; nothing is changed.
  public func previewPlan(procedure id: String, cases: [String], by actor: Actor) async throws -> PlanPreview {
    guard let office = actor.office else { throw Refusal.notYourRole }
    guard let procedure = book.procedure(id) else { throw Refusal.noSuchProcedure }
    let today = time.now().day
    let rules = Casework(procedure, calendar: book.calendar, calls: [])
    let claims = Claims(book: book, answerers: answerers)
    return try await database.read { [book] tx in
      let year = procedure.fundYear(on: today)
      let fund = Fund(scheme: procedure.fund, year: year)
      var trial = Trial(book, in: tx)
      let shares = procedure.payers.isEmpty ? [nil] : [nil, office]
      let available = try shares.map { try trial.left(fund, share: $0) }
      var total = Money.zero
      let lines = try Array(Set(cases)).sorted().map { caseID in
        guard let state = try CaseStore.load(caseID, in: tx), CaseStore.maySee(state, actor), state.procedure == id else {
          throw Refusal.noSuchCase
        }
        let amount = state.granted ?? .zero
        var refusal: Refusal?
        switch rules.decide(state, .plan("preview"), by: actor, on: today) {
        case .failure(let found): refusal = Refusal(found, case: caseID)
        case .success: refusal = try trial.hold(state, year: year, on: today, claims)
        }
        if refusal == nil { total = total.adding(amount) ?? total }
        return PlanPreview.Line(caseID: caseID, amount: amount, refusal: refusal?.message.zh, refusalEnglish: refusal?.message.en)
      }
      let budgets = try zip(shares, available).map { share, before in
        // What the trial took of a budget is what the lines take.
        PlanPreview.Budget(share: share, available: before, total: Money(minor: before.minor - (try trial.left(fund, share: share)).minor))
      }
      return PlanPreview(lines: lines, total: total, budgetYear: year, budgets: budgets)
    }
  }

  /// Proposes the plan of an office to the city: sums are held and limits taken, all lines together or none (第十四条).
  public func proposePlan(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> Plan {
    try await act(actor, once: once) { act in
      guard let office = actor.office else { throw Refusal.notYourRole }
      let ids = Array(Set(cases)).sorted()
      guard !ids.isEmpty else { throw Refusal.emptySelection }
      let year = try act.procedure(id).fundYear(on: act.day)
      let planID = "P\(act.day.year)-" + Numbers.padded(try act.number("plan/\(act.day.year)"), to: 4)
      var lines: [Plan.Line] = []
      for caseID in ids {
        let state = try act.load(caseID)
        guard state.procedure == id else { throw Refusal.noSuchCase }
        let planned = try act.command(.plan(planID), on: state)
        try act.hold(planned, year: year, reference: planID)
        lines.append(.init(caseID: caseID, measure: state.measure, enterprise: state.enterprise, amount: state.granted ?? .zero))
      }
      let plan = Plan(
        id: planID, procedure: id, office: office, budgetYear: year, day: act.day, by: actor.account, lines: lines)
      try act.append("plan.proposed", plan, to: "plan/" + planID)
      return plan
    }
  }
}
