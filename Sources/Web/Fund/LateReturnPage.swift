import Casework
import Service
import Values

/// Takes in that the bank sent back what it had called paid: which line, why, a page to check it, then the entry.
struct LateReturnPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private func paid() async throws -> (batch: PaymentBatch, lines: [Int]) {
    _ = try await desk.cases.bankOrder(request["id"], by: request.account.actor)
    let (batch, results) = try await desk.cases.batch(request["id"], by: request.account.actor)
    let lines = results.filter { if case .paid = $0.value.outcome { true } else { false } }.keys.sorted()
    return (batch, lines.filter { batch.lines.indices.contains($0 - 1) })
  }

  func page(_ reader: FormReader) async throws -> Page {
    let (batch, lines) = try await paid()
    let form = FormView(values: reader.values, problems: reader.problems)
    let options = lines.map { number -> FormView.Option in
      let line = batch.lines[number - 1]
      let words = ["line": String(number), "payee": line.account.holder, "sum": line.amount.shown(request.language)]
      return .init(String(number), request.t("payments.late_option", words))
    }
    let part =
      lines.isEmpty
      ? Parts.text(request.t("payments.late_none"))
      : Parts.form(
        [
          form.select("line", label: request.t("payments.late_line"), options: options),
          form.lines("reason", label: request.t("payments.late_reason"), rows: 2),
        ], button: request.t("fund.check"), back: .init(request.t("payments.back_to_batch"), "/payments/" + batch.id))
    return Parts.page(
      request.t("payments.late_title", ["id": batch.id]), lead: request.t("payments.late_lead"),
      crumbs: [
        .init(title: request.t("payments.title"), path: "/payments"),
        .init(title: request.t("payments.batch_title", ["id": batch.id]), path: "/payments/" + batch.id),
      ], problems: reader.problems, [part])
  }

  func answer() async throws -> Answer {
    let (batch, lines) = try await paid()
    var reader = request.formReader()
    // Once it is taken in, the line is no longer among those paid; the same form sent again finds its work done by its key.
    let isSure = request.form["stage"] == "act"
    let choices = isSure ? batch.lines.indices.map { String($0 + 1) } : lines.map(String.init)
    let number = reader.choice("line", label: request.t("payments.late_line"), among: choices).flatMap { Int($0) }
    let reason = reader.text("reason", label: request.t("payments.late_reason"), limit_characters: 200, isMultiline: true)
    guard reader.problems.isEmpty, let number, let reason else { return .page(try await page(reader)) }
    let line = batch.lines[number - 1]
    if isSure {
      do {
        _ = try await desk.cases.takeLateReturn(
          batch: batch.id, line: number, amount: line.amount, reason: reason, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther("/payments/" + batch.id).noticing("payments.late_taken")
      } catch let refusal as Refusal {
        reader.report("line", Failure(refusal))
        return .page(try await page(reader))
      }
    }
    let words = [
      "line": String(number), "payee": line.account.holder, "case": line.caseID, "sum": line.amount.shown(request.language),
    ]
    return .page(
      Parts.interruption(
        request.t("payments.late_check"),
        consequences: [
          request.t("payments.late_what", words), request.t("payments.late_why", ["reason": reason]), request.t("payments.late_then"),
        ], button: request.t("payments.late_do"), hidden: [("line", String(number)), ("reason", reason)],
        back: .init(request.t("fund.back_to_form"), "/payments/\(batch.id)/late-return")))
  }
}
