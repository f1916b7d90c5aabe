import Casework
import Policy
import Service
import Values

/// Takes back what the budget gave and is still free: the form, a page to check it, then the entry.
struct ReductionPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func form(_ reader: FormReader, isFresh: Bool = false) -> Page {
    var values = reader.values
    if isFresh { values = FormValues(["year": String(desk.today.year), "procedure": desk.book.procedures.first?.id ?? ""]) }
    let form = FormView(values: values, problems: reader.problems)
    let words = CaseWords(desk, request)
    return Parts.page(
      request.t("fund.reduce"), lead: request.t("fund.reduce_lead"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      problems: reader.problems,
      [
        Parts.form(
          [
            form.select(
              "procedure", label: request.t("fund.scheme"), options: desk.book.procedures.map { .init($0.id, words.scheme($0.fund)) }),
            form.text("year", label: request.t("parts.year"), hint: request.t("fund.year_hint"), kind: .digits, width: .narrow),
            form.money("amount", label: request.t("fund.amount")),
            form.text("reference", label: request.t("fund.reference"), hint: request.t("fund.reference_hint")),
          ], button: request.t("fund.check"))
      ])
  }

  func answer() async throws -> Answer {
    var reader = request.formReader()
    let procedure = reader.choice("procedure", label: request.t("fund.scheme"), among: desk.book.procedures.map(\.id))
    let year = reader.integer("year", label: request.t("parts.year"), in: 2000...2199)
    let amount = reader.money("amount", label: request.t("fund.amount"), in: Money(minor: 1)...Money.greatest)
    let reference = reader.text("reference", label: request.t("fund.reference"), limit_characters: 80)
    guard reader.problems.isEmpty, let procedure, let year, let amount, let reference else { return .page(form(reader)) }
    if request.form["stage"] == "act" {
      do {
        _ = try await desk.cases.reduceAppropriation(
          procedure: procedure, year: Int(year), amount: amount, reference: reference, by: request.account.actor,
          once: FormOnce.once(request))
        return .seeOther("/fund").noticing("fund.reduced")
      } catch let refusal as Refusal {
        reader.report("amount", Failure(refusal))
        return .page(form(reader))
      }
    }
    let scheme = desk.book.procedure(procedure).map { CaseWords(desk, request).scheme($0.fund) } ?? procedure
    return .page(
      Parts.interruption(
        request.t("fund.reduce_check"),
        consequences: [
          request.t("fund.reduce_what", ["scheme": scheme, "year": String(year), "sum": amount.shown(request.language)]),
          request.t("fund.appropriate_on", ["reference": reference]), request.t("fund.appropriate_for_good"),
        ], button: request.t("fund.reduce_do"),
        hidden: [("procedure", procedure), ("year", String(year)), ("amount", amount.description), ("reference", reference)],
        back: .init(request.t("fund.back_to_form"), "/fund/reduce")))
  }
}
