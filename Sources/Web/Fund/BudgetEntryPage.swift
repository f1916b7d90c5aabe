import Casework
import Policy
import Service
import Values

/// Enters what the budget gives a scheme for a year, or takes back what of it is still free: first the form, then a page to check it, then
/// the entry. The finance bureau of the city does it for the city, that of a district for its own part.
struct BudgetEntryPage {
  /// Which way the money goes; the name is the end of the address.
  enum Direction: String {
    case appropriate, reduce

    var path: String { "/fund/" + rawValue }

    fileprivate var keys: Keys {
      switch self {
      case .appropriate:
        Keys(
          title: "fund.appropriate", lead: "fund.appropriate_lead", check: "fund.appropriate_check", what: "fund.appropriate_what",
          button: "fund.appropriate_do", done: "fund.appropriated")
      case .reduce:
        Keys(
          title: "fund.reduce", lead: "fund.reduce_lead", check: "fund.reduce_check", what: "fund.reduce_what", button: "fund.reduce_do",
          done: "fund.reduced")
      }
    }
  }

  /// The keys of what the page says.
  fileprivate struct Keys {
    let title, lead, check, what, button, done: String
  }

  let desk: Desk
  let request: WebRequest
  let direction: Direction

  init(_ direction: Direction, _ desk: Desk, _ request: WebRequest) {
    self.direction = direction
    self.desk = desk
    self.request = request
  }

  private var keys: Keys { direction.keys }

  private var isOfDistrict: Bool { request.account.role == .districtFinance }

  /// Whose budget the caller enters.
  private func payer(_ scheme: String) -> String {
    desk.book.payer(isOfDistrict ? request.account.office : nil, of: scheme)[request.language]
  }

  /// What can be entered: a district enters budgets only where it bears a part.
  private var procedures: [Procedure] { isOfDistrict ? desk.book.procedures.filter { !$0.payers.isEmpty } : desk.book.procedures }

  func form(_ reader: FormReader, isFresh: Bool = false) -> Page {
    var values = reader.values
    if isFresh { values = FormValues(["year": String(desk.today.year), "procedure": procedures.first?.id ?? ""]) }
    let form = FormView(values: values, problems: reader.problems)
    let words = CaseWords(desk, request)
    return Parts.page(
      request.t(keys.title), lead: request.t(keys.lead), crumbs: [.init(title: request.t("fund.title"), path: "/fund")],
      problems: reader.problems,
      [
        isOfDistrict ? Parts.text(request.t("fund.budget_own", ["payer": payer(procedures.first?.fund ?? "")])) : .absent,
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
    let year = reader.integer("year", label: request.t("parts.year"), in: JSONParts.years)
    let amount = reader.money("amount", label: request.t("fund.amount"), in: Money(minor: 1)...Money.greatest)
    let reference = reader.text("reference", label: request.t("fund.reference"), limit_characters: 80)
    guard reader.problems.isEmpty, let procedure, let year, let amount, let reference else { return .page(form(reader)) }
    if request.form["stage"] == "act" {
      let (cases, actor, once) = (desk.cases, request.account.actor, FormOnce.once(request))
      let enter = direction == .appropriate ? cases.appropriate : cases.reduceAppropriation
      do {
        _ = try await enter(procedure, Int(year), amount, reference, actor, once)
        return .seeOther("/fund").noticing(keys.done)
      } catch let refusal as Refusal {
        reader.report("amount", Failure(refusal))
        return .page(form(reader))
      }
    }
    let fund = desk.book.procedure(procedure)?.fund ?? procedure
    let what = [
      "scheme": CaseWords(desk, request).scheme(fund), "year": String(year), "sum": amount.shown(request.language), "payer": payer(fund),
    ]
    return .page(
      Parts.interruption(
        request.t(keys.check),
        consequences: [
          request.t(keys.what, what), request.t("fund.entry_on", ["reference": reference]), request.t("fund.entry_for_good"),
        ], button: request.t(keys.button),
        hidden: [("procedure", procedure), ("year", String(year)), ("amount", amount.description), ("reference", reference)],
        back: .init(request.t("fund.back_to_form"), direction.path)))
  }
}
