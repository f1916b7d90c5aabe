public import Casework
import FundLedger
import Storage
public import Values
public import WorkingDays

extension CaseService {
  /// What opening a notice would publish, before anything is published.
  public struct NoticePreview: Sendable {
    /// The lines as the public will read them.
    public let lines: [Notice.Line]
    /// Why a case can't be put on a notice, by its id.
    public let refusals: [String: Bilingual]
    /// The day it would open.
    public let opens: CivilDate
    /// How its days are counted.
    public let rule: ClockRule
    /// The last day.
    public let closes: Deadline
    /// The sum of the lines.
    public let total: Money
  }

  /// Looks what a notice of these cases would publish; nothing is changed.
  public func previewNotice(procedure id: String, cases: [String], by actor: Actor) async throws -> NoticePreview {
    let today = time.now().day
    guard let procedure = book.procedure(id), let step = procedure.steps.first(where: { $0.kind == .notice }), let rule = step.clock,
      let closes = rule.period(from: today, book.calendar)
    else { throw Refusal.noSuchProcedure }
    let rules = Casework(procedure, calendar: book.calendar, calls: [])
    let claims = Claims(book: book, answerers: answerers)
    return try await database.read { [book] tx in
      var trial = Trial(book, in: tx)
      var lines: [Notice.Line] = []
      var refusals: [String: Bilingual] = [:]
      var total = Money.zero
      for caseID in Array(Set(cases)).sorted() {
        guard let state = try CaseStore.load(caseID, in: tx), CaseStore.maySee(state, actor), state.procedure == id,
          let granted = state.granted
        else { throw Refusal.noSuchCase }
        if case .failure(let refusal) = rules.decide(state, .notice("preview"), by: actor, on: today) {
          refusals[caseID] = refusal.message
          continue
        }
        if procedure.holdsAtNotice, let refusal = try trial.hold(state, year: procedure.fundYear(on: today), on: today, claims) {
          refusals[caseID] = refusal.message
          continue
        }
        total = total.adding(granted) ?? total
        lines.append(
          .init(
            caseID: caseID, measure: state.measure, office: state.office ?? "", fields: procedure.publicFields(of: state), amount: granted))
      }
      return NoticePreview(lines: lines, refusals: refusals, opens: today, rule: rule, closes: closes, total: total)
    }
  }

  /// One claim that waits for a budget.
  public struct BudgetLine: Sendable, Hashable {
    /// The claim.
    public let summary: Summary
    /// The year whose budget it would enter: the one after its notice, or the running one if that is over.
    public let year: Int
    /// Why it can't enter it; nil if it can.
    public let refusal: Bilingual?
  }

  /// Looks into which budgets these cases would go; nothing is changed.
  public func previewBudget(procedure id: String, cases: [String], by actor: Actor) async throws -> [BudgetLine] {
    let today = time.now().day
    guard let procedure = book.procedure(id) else { throw Refusal.noSuchProcedure }
    let rules = Casework(procedure, calendar: book.calendar, calls: [])
    return try await database.read { [book] tx in
      var trial = Trial(book, in: tx)
      return try CaseService.summaries(Array(Set(cases)).sorted(), in: tx).map { summary in
        guard let state = try CaseStore.load(summary.id, in: tx), CaseStore.maySee(state, actor), state.procedure == id,
          let noticeID = state.notice, let notice = try NoticeStore.load(noticeID, in: tx)
        else { throw Refusal.noSuchCase }
        let year = notice.budgetYear(on: today)
        if case .failure(let refusal) = rules.decide(state, .budget(year: year), by: actor, on: today) {
          return BudgetLine(summary: summary, year: year, refusal: refusal.message)
        }
        // What is committed moves to the budget of the year, payer by payer.
        let fund = Fund(scheme: procedure.fund, year: year)
        let parts = try LedgerStore.standing(state.id, in: [.committed], tx).filter { $0.fund != fund }.map(\.part)
        let refusal = try trial.take(Holding(state.id, parts: parts, of: fund, reference: state.id, on: today))
        return BudgetLine(summary: summary, year: year, refusal: refusal?.message)
      }
    }
  }
}
