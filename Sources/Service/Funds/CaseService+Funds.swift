public import Casework
import FundLedger
public import Values

extension CaseService {
  /// Puts confirmed sums into the budget of the year after their notice (第十四条), or of the running year if that is over: what is committed
  /// moves there, all cases or none.
  public func budget(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> [String] {
    try await act(actor, once: once) { act in
      let ids = Array(Set(cases)).sorted()
      guard !ids.isEmpty else { throw Refusal.emptySelection }
      for caseID in ids {
        let state = try act.load(caseID)
        guard state.procedure == id, let noticeID = state.notice, let notice = try NoticeStore.load(noticeID, in: act.tx) else {
          throw Refusal.noSuchCase
        }
        let year = notice.budgetYear(on: act.day)
        try act.command(.budget(year: year), on: state)
        try act.budget(state, year: year, reference: noticeID)
      }
      return ids
    }
  }

  /// Releases money for cases once their budget year has begun (第六条、第十四条).
  public func release(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> ReleaseOrder {
    try await act(actor, once: once) { act in
      let ids = Array(Set(cases)).sorted()
      guard let first = ids.first else { throw Refusal.emptySelection }
      guard let year = try act.load(first).budgetYear else { throw Refusal(.wrongStep, case: first) }
      let orderID = "R\(act.day.year)-" + Numbers.padded(try act.number("release/\(act.day.year)"), to: 4)
      var lines: [Plan.Line] = []
      for caseID in ids {
        let state = try act.load(caseID)
        guard state.procedure == id, let granted = state.granted else { throw Refusal.noSuchCase }
        guard state.budgetYear == year else { throw Refusal.mixedYears }
        try act.command(.release(order: orderID), on: state)
        try act.move(.makePayable, granted, case: caseID, reference: orderID)
        lines.append(.init(caseID: caseID, measure: state.measure, enterprise: state.enterprise, amount: granted))
      }
      let order = ReleaseOrder(id: orderID, procedure: id, budgetYear: year, day: act.day, by: actor.account, lines: lines)
      try act.append("money.released", order, to: "release/" + orderID)
      return order
    }
  }

  /// Hands payments to the bank together (第七条).
  public func orderPayments(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> PaymentBatch {
    try await act(actor, once: once) { act in
      let ids = Array(Set(cases)).sorted()
      let procedure = try act.procedure(id)
      guard let office = procedure.payingOffice(of: actor) else { throw Refusal.notYourRole }
      guard let first = ids.first else { throw Refusal.emptySelection }
      guard let year = try act.load(first).budgetYear else { throw Refusal(.wrongStep, case: first) }
      let batchID = "B\(act.day.year)-" + Numbers.padded(try act.number("batch/\(act.day.year)"), to: 4)
      var lines: [PaymentBatch.Line] = []
      for caseID in ids {
        let state = try act.load(caseID)
        guard state.procedure == id, let granted = state.granted, let account = state.content.bank else { throw Refusal.noSuchCase }
        guard state.budgetYear == year else { throw Refusal.mixedYears }
        try act.command(.order(batch: batchID), on: state)
        // What the bank sent back was released before.
        if procedure.releasesWithOrder, try act.isCommitted(state) {
          try act.move(.makePayable, granted, case: caseID, reference: batchID)
        }
        try act.move(.order, granted, case: caseID, reference: batchID)
        lines.append(.init(caseID: caseID, account: account, amount: granted))
      }
      let batch = PaymentBatch(
        id: batchID, procedure: id, office: office, budgetYear: year, day: act.day, by: actor.account, lines: lines)
      try act.append("batch.ordered", batch, to: "batch/" + batchID)
      return batch
    }
  }

  /// Takes in what the bank says, line by line. A line is paid only by its own result; sums have to agree; all of the file or nothing.
  public func takeBankResults(_ results: [BankResult], batch id: String, by actor: Actor, once: Once? = nil) async throws -> BankAnswer {
    try await act(actor, once: once) { act in
      let batch = try BatchStore.payable(id, by: actor, act.book, in: act.tx)
      let known = try BatchStore.answered(id, in: act.tx)
      var seen = Set<Int>()
      for result in results {
        guard batch.lines.indices.contains(result.line - 1), seen.insert(result.line).inserted, !known.contains(result.line) else {
          throw Refusal.bankLine(result.line)
        }
        let line = batch.lines[result.line - 1]
        guard line.amount == result.amount else { throw Refusal.bankSum(result.line, ordered: line.amount, said: result.amount) }
        let state = try act.load(line.caseID)
        switch result.outcome {
        case .paid(let reference):
          try act.command(.pay(reference: reference), on: state)
          try act.move(.pay, line.amount, case: line.caseID, reference: reference)
        case .returned(let reason):
          try act.command(.bankReturn(reason: reason), on: state)
          try act.move(.bankReturn, line.amount, case: line.caseID, reference: id)
        }
      }
      guard !results.isEmpty else { throw Refusal.emptySelection }
      let answer = BankAnswer(batch: id, results: results)
      try act.append("batch.answered", answer, to: "batch/" + id)
      return answer
    }
  }

  /// Reports what was done with the money of paid cases (第五条).
  public func report(procedure id: String, cases: [String], text: String, by actor: Actor, once: Once? = nil) async throws -> UseReport {
    try await act(actor, once: once) { act in
      let ids = Array(Set(cases)).sorted()
      guard let office = actor.office else { throw Refusal.notYourRole }
      guard !ids.isEmpty else { throw Refusal.emptySelection }
      guard text.contains(where: { !$0.isWhitespace }) else { throw Refusal(.reasonTextMissing, case: nil) }
      let reportID = "U\(act.day.year)-" + Numbers.padded(try act.number("report/\(act.day.year)"), to: 4)
      for caseID in ids { try act.command(.report(reportID), on: try act.load(caseID)) }
      let report = UseReport(id: reportID, procedure: id, office: office, day: act.day, cases: ids, text: text)
      try act.append("use.reported", report, to: "report/" + reportID)
      return report
    }
  }

  /// Demands the money of a case back after fraud was found (第十五条).
  public func demandRecovery(case id: String, finding: String, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      let after = try act.command(.demandRecovery(finding: finding), on: state)
      if let recovery = after.recovery { try act.move(.demandRecovery, recovery.demanded, case: id, reference: id) }
      return after
    }
  }

  /// Records money that came back, in parts if need be.
  public func receiveRecovery(case id: String, amount: Money, reference: String, by actor: Actor, once: Once? = nil) async throws
    -> CaseState
  {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      let after = try act.command(.receiveRecovery(amount: amount, reference: reference), on: state)
      try act.receiveRecovery(amount, case: id, reference: reference)
      return after
    }
  }
}

extension Refusal {
  static let mixedYears = Refusal(
    code: "selection.mixed_years",
    message: Bilingual(zh: "所选办件的预算年度不同，请分开办理。", en: "The cases chosen belong to different budget years; handle them apart."),
    status: .invalid)

  static func bankLine(_ line: Int) -> Refusal {
    Refusal(
      code: "bank.line",
      message: Bilingual(zh: "第 \(line) 行不在本批次中，或已有结果。", en: "Line \(line) is not in this batch, or has its result already."),
      status: .invalid)
  }

  static func bankSum(_ line: Int, ordered: Money, said: Money) -> Refusal {
    Refusal(
      code: "bank.sum",
      message: Bilingual(
        zh: "第 \(line) 行金额不符：发出 \(ordered) 元，回单 \(said) 元。",
        en: "The sum of line \(line) differs: ordered CNY \(ordered), the bank says CNY \(said)."),
      status: .invalid)
  }
}
