import Casework
import Service
import Values

/// The invoices and receipts of the spending: a list with a row to add one, and a button to take one out.
struct VoucherPages: Sendable {
  let desk: Desk
  static let limit = ContentLimits.vouchers

  func show(_ request: WebRequest) async throws -> Answer { .page(page(request, try await open(request), FormView())) }

  func add(_ request: WebRequest) async throws -> Answer {
    let file = try await open(request)
    try requireChangeable(file)
    var reader = request.formReader()
    let number = reader.text("number", label: file.t("voucher_number"), limit_characters: ContentLimits.voucherNumber_characters)
    let issuer = reader.text("issuer", label: file.t("voucher_issuer"), limit_characters: ContentLimits.issuer_characters)
    let day = reader.date("day", label: file.t("voucher_day"), in: ContentLimits.voucherDays(on: desk.today))
    let amount = reader.money("amount", label: file.t("voucher_amount"), in: ContentLimits.voucherAmount)
    if let number, let issuer, let day, let amount {
      let voucher = Voucher(number: number, issuer: issuer, day: day, amount: amount)
      // The same form sent again is answered by its key; the same paper typed again is refused.
      let isRepeated = file.state.content.vouchers.contains { $0.fingerprint == voucher.fingerprint }
      if isRepeated && request.form["version"] == String(file.state.version) {
        reader.report("number", code: "voucher.twice", key: "enterprise.voucher_twice")
      }
      if file.state.content.vouchers.count >= Self.limit {
        reader.report("number", code: "voucher.too_many", key: "enterprise.voucher_too_many", ["n": String(Self.limit)])
      }
      if reader.problems.isEmpty {
        return try await file.save(request, request.form, to: again(file, request)) { content in
          if !isRepeated { content.vouchers.append(voucher) }
        }
      }
    }
    return .page(page(request, file, FormView(values: reader.values, problems: reader.problems)))
  }

  func remove(_ request: WebRequest) async throws -> Answer {
    let file = try await open(request)
    try requireChangeable(file)
    let fingerprint = request.form["voucher"] ?? ""
    return try await file.save(request, request.form, to: again(file, request)) { content in
      content.vouchers.removeAll { $0.fingerprint == fingerprint }
    }
  }

  private func again(_ file: ClaimFile, _ request: WebRequest) -> String {
    file.path + "/vouchers" + (request.form["from"] == "check" ? "?from=check" : "")
  }

  private func open(_ request: WebRequest) async throws -> ClaimFile {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    return file
  }

  private func requireChangeable(_ file: ClaimFile) throws {
    if !file.mayChange("vouchers") {
      throw Failure.refused("case.field_not_marked", zh: CaseRefusal.fieldNotMarked.message.zh, en: CaseRefusal.fieldNotMarked.message.en)
    }
  }

  private func page(_ request: WebRequest, _ file: ClaimFile, _ form: FormView) -> Page {
    let language = file.language
    let vouchers = file.state.content.vouchers
    let total = vouchers.reduce(Money.zero) { $0.adding($1.amount) ?? .greatest }
    let mayChange = file.mayChange("vouchers")
    return Page(
      file.t("task_vouchers"), template: "enterprise/vouchers",
      [
        "vouchers": .list(
          vouchers.map { voucher in
            [
              "number": .text(voucher.number), "issuer": .text(voucher.issuer), "day": .text(voucher.day.shown(language)),
              "amount": .text(voucher.amount.shown(language)), "fingerprint": .text(voucher.fingerprint), "may_remove": .flag(mayChange),
              "key": FormOnce.view,
            ]
          }),
        "has_vouchers": .flag(!vouchers.isEmpty), "total": .text(file.t("total_line", ["sum": total.shown(language)])),
        "may_change": .flag(mayChange),
        "version": .number(file.state.version), "remove_path": .text(file.path + "/vouchers/remove"),
        "add_path": .text(file.path + "/vouchers"),
        "from": .optional((request.form["from"] ?? request.query["from"]) == "check" ? "check" : nil),
        "fields": [
          form.text("number", label: file.t("voucher_number"), hint: file.t("voucher_number_hint"), width: .medium),
          form.text("issuer", label: file.t("voucher_issuer"), hint: file.t("voucher_issuer_hint")),
          form.date("day", label: file.t("voucher_day"), hint: file.t("hint_date")),
          form.money("amount", label: file.t("voucher_amount"), hint: file.t("voucher_amount_hint")),
        ],
        "hidden": .list(file.hidden(request)), "notes": Locked(file: file).notes(["vouchers"]),
        "back": .text(file.back(request.form["from"] ?? request.query["from"])),
      ], crumbs: file.crumbs, problems: form.problems)
  }
}
