import Casework
import Service
import Values

/// Recovered money that waits to be handed to the public purse, and the form that hands it on.
struct RecoveredPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func page(_ reader: FormReader) async throws -> Page {
    let waiting = try await desk.cases.recoveredMoney(by: request.account.actor)
    let form = FormView(values: reader.values, problems: reader.problems)
    let table = Listing(
      name: request.t("fund.recovered_list"),
      columns: [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .figures(request.t("fund.recovered_received")),
        .figures(request.t("fund.recovered_left")),
      ],
      rows: waiting.map { [.text($0.caseID), .text($0.enterpriseName), .money($0.received), .money($0.left)] },
      empty: request.t("fund.recovered_none"))
    var parts = [table.table(request.language)]
    if !waiting.isEmpty {
      parts.append(
        Parts.form(
          [
            form.select(
              "case", label: request.t("parts.case"), options: waiting.map { .init($0.caseID, $0.caseID + " " + $0.enterpriseName) }),
            form.money("amount", label: request.t("fund.amount")),
            form.text("reference", label: request.t("fund.hand_on_reference"), width: .medium),
          ], button: request.t("fund.check")))
    }
    return Parts.page(
      request.t("fund.recovered"), lead: request.t("fund.recovered_lead"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      problems: reader.problems, parts)
  }

  func answer() async throws -> Answer {
    let waiting = try await desk.cases.recoveredMoney(by: request.account.actor)
    var reader = request.formReader()
    let id = reader.choice("case", label: request.t("parts.case"), among: waiting.map(\.caseID))
    let amount = reader.money("amount", label: request.t("fund.amount"), in: Money(minor: 1)...Money.greatest)
    let reference = reader.text("reference", label: request.t("fund.hand_on_reference"), limit_characters: 80)
    guard reader.problems.isEmpty, let id, let amount, let reference else { return .page(try await page(reader)) }
    if request.form["stage"] == "act" {
      do {
        _ = try await desk.cases.returnToTreasury(
          case: id, amount: amount, reference: reference, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther("/fund/recovered").noticing("fund.handed_on")
      } catch let refusal as Refusal {
        reader.report("amount", Failure(refusal))
        return .page(try await page(reader))
      }
    }
    let enterprise = waiting.first { $0.caseID == id }?.enterpriseName ?? ""
    return .page(
      Parts.interruption(
        request.t("fund.hand_on_check"),
        consequences: [
          request.t("fund.hand_on_what", ["id": id, "enterprise": enterprise, "sum": amount.shown(request.language)]),
          request.t("fund.entry_on", ["reference": reference]), request.t("fund.entry_for_good"),
        ], button: request.t("fund.hand_on_do"), hidden: [("case", id), ("amount", amount.description), ("reference", reference)],
        back: .init(request.t("fund.back_to_form"), "/fund/recovered")))
  }
}
