import Casework
import Policy
import Service
import Values

/// Enters what the budget gives a scheme for a year: first the form, then a page to check it, then the entry.
struct AppropriationPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private var title: String { request.t("fund.appropriate") }

  /// Whose budget the caller enters.
  private func payer(_ scheme: String) -> String {
    desk.book.payer(request.account.role == .districtFinance ? request.account.office : nil, of: scheme)[request.language]
  }

  /// What can be entered: a district enters budgets only where it bears a part.
  private var procedures: [Procedure] {
    request.account.role == .districtFinance ? desk.book.procedures.filter { !$0.payers.isEmpty } : desk.book.procedures
  }

  func form(_ reader: FormReader, isFresh: Bool = false) -> Page {
    var values = reader.values
    if isFresh { values = FormValues(["year": String(desk.today.year), "procedure": procedures.first?.id ?? ""]) }
    let form = FormView(values: values, problems: reader.problems)
    let words = CaseWords(desk, request)
    return Parts.page(
      title, lead: request.t("fund.appropriate_lead"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      problems: reader.problems,
      [
        request.account.role == .districtFinance
          ? Parts.text(request.t("fund.appropriate_own", ["payer": payer(procedures.first?.fund ?? "")])) : .absent,
        Parts.form(
          [
            form.select(
              "procedure", label: request.t("fund.scheme"), options: procedures.map { .init($0.id, words.scheme($0.fund)) }),
            form.text("year", label: request.t("parts.year"), hint: request.t("fund.year_hint"), kind: .digits, width: .narrow),
            form.money("amount", label: request.t("fund.amount")),
            form.text("reference", label: request.t("fund.reference"), hint: request.t("fund.reference_hint")),
          ], button: request.t("fund.check")),
      ])
  }

  func answer() async throws -> Answer {
    var reader = request.formReader()
    let procedure = reader.choice("procedure", label: request.t("fund.scheme"), among: procedures.map(\.id))
    let year = reader.integer("year", label: request.t("parts.year"), in: 2000...2199)
    let amount = reader.money("amount", label: request.t("fund.amount"), in: Money(minor: 1)...Money.greatest)
    let reference = reader.text("reference", label: request.t("fund.reference"), limit_characters: 80)
    guard reader.problems.isEmpty, let procedure, let year, let amount, let reference else { return .page(form(reader)) }
    if request.form["stage"] == "act" {
      do {
        _ = try await desk.cases.appropriate(
          procedure: procedure, year: Int(year), amount: amount, reference: reference, by: request.account.actor,
          once: FormOnce.once(request))
        return .seeOther("/fund").noticing("fund.appropriated")
      } catch let refusal as Refusal {
        reader.report("amount", Failure(refusal))
        return .page(form(reader))
      }
    }
    let fund = desk.book.procedure(procedure)?.fund ?? procedure
    let scheme = CaseWords(desk, request).scheme(fund)
    return .page(
      Parts.interruption(
        request.t("fund.appropriate_check"),
        consequences: [
          request.t(
            "fund.appropriate_what",
            ["scheme": scheme, "year": String(year), "sum": amount.shown(request.language), "payer": payer(fund)]),
          request.t("fund.appropriate_on", ["reference": reference]), request.t("fund.appropriate_for_good"),
        ], button: request.t("fund.appropriate_do"),
        hidden: [("procedure", procedure), ("year", String(year)), ("amount", amount.description), ("reference", reference)],
        back: .init(request.t("fund.back_to_form"), "/fund/appropriate")))
  }
}
