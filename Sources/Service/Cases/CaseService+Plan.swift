public import Casework
import FundLedger
public import Values

extension CaseService {
  /// What a plan would do, before anything is done: sums, what is left of the fund, and what stands against each line.
  public struct PlanPreview: Sendable, Codable {
    /// One line.
    public struct Line: Sendable, Codable {
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
    public struct Budget: Sendable, Codable, Hashable {
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
    do {
      // The act is tried line by line and then undone as a whole: what it says is exactly what doing it would say.
      let _: PlanPreview = try await act(actor) { act in
        let year = act.day.year + 1
        let procedure = try act.procedure(id)
        let fund = Fund(scheme: procedure.fund, year: year)
        let shares = procedure.payers.isEmpty ? [nil] : [nil, office]
        let available = try shares.map { try LedgerStore.available(fund, share: $0, in: act.tx) }
        var lines: [PlanPreview.Line] = []
        var total = Money.zero
        for caseID in Array(Set(cases)).sorted() {
          let state = try act.load(caseID)
          let amount = state.granted ?? .zero
          do {
            try act.tx.execute("SAVEPOINT line")
            let planned = try act.command(.plan("preview"), on: state)
            try act.hold(planned, year: year, reference: "preview")
            total = total.adding(amount) ?? total
            lines.append(.init(caseID: caseID, amount: amount, refusal: nil, refusalEnglish: nil))
          } catch let refusal as Refusal {
            try act.tx.execute("ROLLBACK TO SAVEPOINT line")
            lines.append(.init(caseID: caseID, amount: amount, refusal: refusal.message.zh, refusalEnglish: refusal.message.en))
          }
        }
        let budgets = try zip(shares, available).map { share, before in
          // What is free after the trial is what the lines have left.
          let left = try LedgerStore.available(fund, share: share, in: act.tx)
          return PlanPreview.Budget(share: share, available: before, total: Money(minor: before.minor - left.minor))
        }
        throw Preview(plan: PlanPreview(lines: lines, total: total, budgetYear: year, budgets: budgets))
      }
      preconditionFailure("a preview is always undone")
    } catch let preview as Preview {
      return preview.plan
    }
  }

  /// Ends a trial so that nothing of it is kept.
  private struct Preview: Error { let plan: PlanPreview }

  /// Proposes the plan of an office to the city: sums are held and limits taken, all lines together or none (第十四条).
  public func proposePlan(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> Plan {
    try await act(actor, once: once) { act in
      guard let office = actor.office else { throw Refusal.notYourRole }
      let ids = Array(Set(cases)).sorted()
      guard !ids.isEmpty else { throw Refusal.emptySelection }
      let year = act.day.year + 1
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
