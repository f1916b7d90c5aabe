import Casework
import FundLedger
import Policy
import Service
import Values

/// Money: appropriations, the fund book, releases, payments and what the bank said.
struct FundEndpoints: Sendable {
  let desk: Desk

  static let read = "ledger:read"
  static let write = "ledger:write"
  static let finance = Access.roles([.finance])
  /// Who enters budgets: the city's, or a district's own part.
  private static let budgeting = Access.roles([.finance, .districtFinance])
  static let payers = Access.roles([.finance, .districtFinance])

  var routes: [Route] { book + releases + payments + undoing }

  private var book: [Route] {
    let cases = desk.cases
    return [
      .api(
        .get, "/api/v1/funds", access: API.fundReaders, summary: Bilingual(zh: "资金台账", en: "The fund book"),
        .read(
          tag: "funds", scope: Self.read, responses: API.ok("各项资金的余额", "Balances of every fund", CaseReadingEndpoints.items(FundJSON.fund))
        ) {
          api in
          .json(CaseReadingEndpoints.items(try await cases.funds(by: api.actor).map(FundJSON.fund)))
        }),
      .api(
        .get, "/api/v1/funds/{scheme}/{year}/entries", access: API.fundReaders, summary: Bilingual(zh: "台账分录", en: "Entries of a fund"),
        .read(
          tag: "funds", scope: Self.read, query: API.paging,
          responses: API.ok("一页分录，新的在前", "A page of entries, the latest first", JSONParts.page(FundJSON.entry))
        ) { api in
          guard let year = Int(api["year"]) else { throw Failure.notFound }
          let page = try await cases.entries(
            of: Fund(scheme: api["scheme"], year: year), before: try api.numberPlace(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(FundJSON.entry), next: page.next)
        }),
      .api(
        .post, "/api/v1/appropriations", access: Self.budgeting,
        summary: Bilingual(
          zh: "登记预算：市财政登记市级预算，区财政登记本区负担的部分",
          en: "Enter an appropriation: city finance for the city, district finance for the part of its own district"),
        entry("分录", "The entry", cases.appropriate)),
      .api(
        .post, "/api/v1/appropriations/reductions", access: Self.budgeting,
        summary: Bilingual(
          zh: "调减预算：市财政调减市级预算，区财政调减本区负担的部分",
          en: "Reduce an appropriation: city finance that of the city, district finance the part of its own district"),
        entry("分录；不得多于可用资金", "The entry; not more than is free", cases.reduceAppropriation)),
    ]
  }

  /// Enters a sum into the book, for a scheme and a year.
  private func entry(
    _ zh: String, _ en: String,
    _ enter: @escaping @Sendable (String, Int, Money, String, Actor, Once?) async throws -> Entry
  ) -> Endpoint {
    .write(
      tag: "funds", scope: Self.write,
      body: .object([
        .required("procedure", JSONParts.id), .required("year", JSONParts.year, zh: "预算年度", en: "Budget year"),
        .required("amount_cny", .cny),
        .required("reference", .string(minLength: 1, maxLength: 200), zh: "依据文号", en: "The paper it rests on"),
      ]), responses: API.ok(zh, en, FundJSON.booked, .created)
    ) { api in
      let entry = try await enter(
        api.body.string("procedure"), Int(api.body.integer("year")), api.body.money("amount_cny"), api.body.string("reference"), api.actor,
        api.once)
      return .json(FundJSON.booked(entry), status: .created)
    }
  }

  private var releases: [Route] {
    let cases = desk.cases
    return [
      .api(
        .post, "/api/v1/releases", access: Self.finance, summary: Bilingual(zh: "下达资金", en: "Release money"), limit_bytes: 256 << 10,
        .write(
          tag: "funds", scope: Self.write, body: .object(JSONParts.selection),
          responses: API.ok("下达单；预算年度开始前不予办理", "The order; refused before the budget year begins", FundJSON.release, .created)
        ) { api in
          let order = try await cases.release(procedure: api.body.string("procedure"), cases: api.cases, by: api.actor, once: api.once)
          return .json(FundJSON.release(order), status: .created)
        }),
      .api(
        .get, "/api/v1/releases", access: .roles([.cityReviewer, .finance, .supervisor, .auditor]),
        summary: Bilingual(zh: "资金下达列表", en: "Releases"),
        .read(
          tag: "funds", scope: Self.read, query: API.paging,
          responses: API.ok("一页下达单", "A page of releases", JSONParts.page(FundJSON.release))
        ) {
          api in
          let page = try await cases.releases(after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(FundJSON.release), next: page.next)
        }),
    ]
  }

  private var payments: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      .api(
        .post, "/api/v1/payments", access: Self.payers, summary: Bilingual(zh: "生成拨付批次", en: "Order payments"), limit_bytes: 256 << 10,
        .write(
          tag: "payments", scope: Self.write, body: .object(JSONParts.selection),
          responses: API.ok("拨付批次", "The batch", PaymentJSON.schema, .created)
        ) { api in
          let batch = try await cases.orderPayments(
            procedure: api.body.string("procedure"), cases: api.cases, by: api.actor, once: api.once)
          return .json(
            PaymentJSON.json(batch, [:], desk.book, for: api.actor), status: .created, location: "/api/v1/payments/\(batch.id)")
        }),
      .api(
        .get, "/api/v1/payments", access: API.fundReaders, summary: Bilingual(zh: "拨付批次列表", en: "Payment batches"),
        .read(
          tag: "payments", scope: Self.read, query: API.paging,
          responses: API.ok("一页批次，新的在前", "A page of batches, the latest first", JSONParts.page(PaymentJSON.summary))
        ) { api in
          let page = try await cases.batches(after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(PaymentJSON.summary), next: page.next)
        }),
      .api(
        .get, "/api/v1/payments/{id}", access: API.fundReaders,
        summary: Bilingual(zh: "一个拨付批次；账号仅对拨付单位完整显示", en: "One batch; whole account numbers for the paying office only"),
        .read(tag: "payments", scope: Self.read, responses: API.ok("批次和银行结果", "The batch with the bank's results", PaymentJSON.schema)) {
          api in
          let (batch, results) = try await cases.batch(api["id"], by: api.actor)
          return .json(PaymentJSON.json(batch, results, desk.book, for: api.actor))
        }),
      .api(
        .get, "/api/v1/payments/{id}/bank-file", access: Self.payers,
        summary: Bilingual(zh: "银行付款文件（CSV，含完整账号）", en: "The file for the bank: CSV with whole account numbers"),
        .read(
          tag: "payments", scope: Self.read,
          responses: [
            .init(
              status: .ok, summary: Bilingual(zh: "付款文件，与页面下载的相同", en: "The file, the same as from its page"), schema: nil, isFile: true)
          ]
        ) { api in
          let batch = try await cases.bankOrder(api["id"], by: api.actor)
          return .file(BankFile.bytes(batch, desk.book), type: BankFile.mediaType)
        }),
      .api(
        .post, "/api/v1/payments/{id}/results", access: Self.payers, summary: Bilingual(zh: "登记银行结果", en: "Take in what the bank said"),
        limit_bytes: 1 << 20,
        .write(
          tag: "payments", scope: Self.write, body: PaymentJSON.results,
          responses: API.ok("已登记的结果；一次全部登记，或全部不登记", "What was taken in: all lines or none", PaymentJSON.answer)
        ) { api in
          let results = api.body.objects("results").map(PaymentJSON.result)
          return .json(PaymentJSON.answer(try await cases.takeBankResults(results, batch: api["id"], by: api.actor, once: api.once)))
        }),
    ]
  }
}
