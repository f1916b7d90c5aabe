import Casework
import FundLedger
import Service
import Values

/// The fund book, releases and payments: for the finance bureaus, and for those who look on.
struct FundRoutes: Sendable {
  let desk: Desk

  static let readers: Access = .roles([.cityReviewer, .finance, .districtFinance, .supervisor, .auditor])
  static let finance: Access = .roles([.finance])
  /// Who enters budgets: the city's, or a district's own part.
  static let budgeting: Access = .roles([.finance, .districtFinance])
  /// Who hands payments to the bank, as the procedure says; whose batch it is, the use case knows.
  static let payers: Access = .roles([.finance, .districtFinance])

  /// All of them.
  var routes: [Route] {
    book + entry(.appropriate, Bilingual(zh: "录入预算", en: "Enter an appropriation"))
      + entry(.reduce, Bilingual(zh: "调减预算", en: "Reduce an appropriation")) + money + payments
  }

  private func entry(_ direction: BudgetEntryPage.Direction, _ summary: Bilingual) -> [Route] {
    [
      .page(PathTemplate(direction.path), access: Self.budgeting, summary: summary) { request in
        .page(BudgetEntryPage(direction, desk, request).form(request.formReader(), isFresh: true))
      },
      .form(PathTemplate(direction.path), access: Self.budgeting, summary: summary) { request in
        try await BudgetEntryPage(direction, desk, request).answer()
      },
    ]
  }

  private var book: [Route] {
    [
      .page("/fund", access: Self.readers, summary: Bilingual(zh: "资金台账", en: "Fund book")) { request in
        let book = FundBook(desk, request, try await desk.cases.funds(by: request.account.actor))
        return .page(book.page())
      },
      .page("/fund.csv", access: Self.readers, summary: Bilingual(zh: "资金台账（CSV）", en: "Fund book as CSV")) {
        try await overview($0, .csv)
      },
      .page("/fund.xlsx", access: Self.readers, summary: Bilingual(zh: "资金台账（Excel）", en: "Fund book as Excel")) {
        try await overview($0, .xlsx)
      },
      .page("/fund/{scheme}/{year}", access: Self.readers, summary: Bilingual(zh: "资金分录", en: "Entries of a fund")) { request in
        try await FundEntries(desk, request).answer()
      },
    ]
  }

  private var money: [Route] {
    [
      .page("/fund/recovered", access: Self.finance, summary: Bilingual(zh: "追回款上缴", en: "Hand recovered money on")) { request in
        .page(try await RecoveredPage(desk, request).page(request.formReader()))
      },
      .form("/fund/recovered", access: Self.finance, summary: Bilingual(zh: "追回款上缴", en: "Hand recovered money on")) { request in
        try await RecoveredPage(desk, request).answer()
      },
      .page("/fund/releases", access: ReleaseList.readers, summary: Bilingual(zh: "资金下达单", en: "Releases")) { request in
        .page(try await ReleaseList(desk, request).page())
      },
      .page("/fund/releases.csv", access: ReleaseList.readers, summary: Bilingual(zh: "资金下达单（CSV）", en: "Releases as CSV")) {
        try await ReleaseList(desk, $0).file(.csv)
      },
      .page("/fund/releases.xlsx", access: ReleaseList.readers, summary: Bilingual(zh: "资金下达单（Excel）", en: "Releases as Excel")) {
        try await ReleaseList(desk, $0).file(.xlsx)
      },
      .page("/fund/release", access: Self.finance, summary: Bilingual(zh: "下达资金", en: "Release money")) { request in
        .page(try await ReleasePage(desk, request).page())
      },
      .form("/fund/release", access: Self.finance, summary: Bilingual(zh: "下达资金", en: "Release money")) { request in
        try await ReleasePage(desk, request).answer()
      },
    ]
  }

  private var payments: [Route] {
    [
      .page("/payments", access: Self.readers, summary: Bilingual(zh: "资金拨付", en: "Payments")) { request in
        try await PaymentsPage(desk, request).answer()
      },
      .page("/payments.csv", access: Self.readers, summary: Bilingual(zh: "拨付批次（CSV）", en: "Payment batches as CSV")) { request in
        try await PaymentsPage(desk, request).file(.csv)
      },
      .page("/payments.xlsx", access: Self.readers, summary: Bilingual(zh: "拨付批次（Excel）", en: "Payment batches as Excel")) { request in
        try await PaymentsPage(desk, request).file(.xlsx)
      },
      .page("/payments/order", access: Self.payers, summary: Bilingual(zh: "新建拨付批次", en: "Order payments")) { request in
        .page(try await OrderPage(desk, request).page())
      },
      .form("/payments/order", access: Self.payers, summary: Bilingual(zh: "新建拨付批次", en: "Order payments")) { request in
        try await OrderPage(desk, request).answer()
      },
      .page("/payments/{id}", access: Self.readers, summary: Bilingual(zh: "拨付批次", en: "Payment batch")) { request in
        try await BatchPage(desk, request).answer()
      },
      .page("/payments/{id}/bank-file", access: Self.payers, summary: Bilingual(zh: "银行付款文件", en: "Bank file")) { request in
        try await BatchPage(desk, request).bankFile()
      },
      .page(
        "/payments/{id}/late-return", access: Self.payers, summary: Bilingual(zh: "支付后退回", en: "Returned after payment")
      ) { request in
        .page(try await LateReturnPage(desk, request).page(request.formReader()))
      },
      .form(
        "/payments/{id}/late-return", access: Self.payers, summary: Bilingual(zh: "支付后退回", en: "Returned after payment")
      ) { request in
        try await LateReturnPage(desk, request).answer()
      },
      .page("/payments/{id}/results", access: Self.payers, summary: Bilingual(zh: "银行回单", en: "Bank results")) { request in
        .page(try await ResultsPage(desk, request).page())
      },
      .upload(
        "/payments/{id}/results", access: Self.payers, summary: Bilingual(zh: "银行回单", en: "Bank results"),
        limit_bytes: BankFile.limit_bytes + 65_536
      ) { request, upload in
        try await ResultsPage(desk, request).answer(upload)
      },
    ]
  }

  private func overview(_ request: WebRequest, _ file: ListFile) async throws -> Answer {
    let book = FundBook(desk, request, try await desk.cases.funds(by: request.account.actor))
    return try await file.answer(book.listing, at: desk.cases.time.now().text)
  }
}
