import Casework
import Service
import Values

/// One payment batch: its lines with what the bank said, its totals, and the book beside them.
struct BatchPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func answer() async throws -> Answer {
    let asked = FileName(request["id"])
    let actor = request.account.actor
    let (batch, results) = try await desk.cases.batch(asked.name, by: actor)
    let now = desk.cases.time.now().text
    if let file = asked.list { return try await file.answer(listing(batch, results), at: now) }
    switch asked.ending {
    case nil: return .page(try await page(batch, results))
    case "pdf":
      guard let issued = try await desk.cases.issuedPaper(.payments, of: batch.id) else { throw Failure.notFound }
      return try await PaperAnswer(desk, request).answer(
        PaymentListPaper(desk, request).document(batch, issued), name: request.t("papers.payments_name", ["id": batch.id]))
    default: throw Failure.notFound
    }
  }

  /// The lines as table and file. Account numbers stand hidden but for their last four digits; the bank file alone has them.
  private func listing(_ batch: PaymentBatch, _ results: [Int: BankResult]) -> Listing {
    Listing(
      name: request.t("payments.lines_of", ["id": batch.id]),
      columns: [
        .figures(request.t("payments.line")), .words(request.t("payments.payee")), .words(request.t("payments.account")),
        .words(request.t("payments.bank")), .figures(request.t("parts.sum")), .words(request.t("parts.case")),
        .words(request.t("payments.result")), .words(request.t("payments.said")),
      ],
      rows: batch.lines.enumerated().map { index, line in
        let (state, said): (Listing.Cell, String) =
          switch results[index + 1]?.outcome {
          case .paid(let reference): (.state(request.t("payments.paid"), .good), reference)
          case .returned(let reason): (.state(request.t("payments.returned"), .attention), reason)
          case nil: (.state(request.t("payments.open"), .quiet), "")
          }
        return [
          .count(index + 1), .text(line.account.holder), .text(Self.ending(line.account, request)), .text(line.account.bank),
          .money(line.amount),
          .text(line.caseID), state, .text(said),
        ]
      }
    ).totalled(request.t("parts.total"), sums: [4])
  }

  /// An account by its last digits: enough to compare it, too little to use it.
  static func ending(_ account: BankAccount, _ request: WebRequest) -> String {
    account.number.count <= 4 ? account.masked : request.t("payments.ending", ["digits": String(account.number.suffix(4))])
  }

  private func page(_ batch: PaymentBatch, _ results: [Int: BankResult]) async throws -> Page {
    let language = request.language
    let actor = request.account.actor
    let path = "/payments/" + batch.id
    let words = CaseWords(desk, request)
    let book = try await desk.cases.reconciliation(batch: batch.id, by: actor)
    var parts: [View] = [
      Components.summary([
        .init(request.t("parts.office"), words.office(batch.office)), .init(request.t("payments.budget_year"), String(batch.budgetYear)),
        .init(request.t("parts.day"), batch.day.shown(language)), .init(request.t("fund.lines"), String(batch.lines.count)),
      ])
    ]
    if desk.book.procedure(batch.procedure)?.payingOffice(of: actor) == batch.office {
      var links = [Components.Link(request.t("payments.bank_file"), path + "/bank-file")]
      if results.count < batch.lines.count { links.append(.init(request.t("payments.take_results"), path + "/results")) }
      if results.values.contains(where: { if case .paid = $0.outcome { true } else { false } }) {
        links.append(.init(request.t("payments.late"), path + "/late-return"))
      }
      parts.append(Parts.links(links))
    }
    let compared = Listing(
      name: request.t("payments.reconciliation"),
      columns: [.words(request.t("payments.state")), .figures(request.t("payments.by_batch")), .figures(request.t("payments.by_book"))],
      rows: [
        [.text(request.t("payments.sum_ordered")), .money(book.ordered), .money(book.bookOrdered)],
        [.text(request.t("payments.paid")), .money(book.paid), .money(book.bookPaid)],
        [.text(request.t("payments.returned")), .money(book.returned), .money(book.bookReturned)],
        [.text(request.t("payments.open")), .money(book.open), .none],
      ])
    parts.append(compared.table(language))
    parts.append(
      book.agrees
        ? Components.notice(request.t("payments.agrees_long"), tone: .good)
        : Components.notice(request.t("payments.differs_long"), tone: .bad))
    parts.append(listing(batch, results).table(language))
    parts.append(Parts.files(path, Query(), request))
    parts.append(Parts.links([.init(request.t("parts.save_pdf"), path + ".pdf")]))
    return Parts.page(
      request.t("payments.batch_title", ["id": batch.id]), crumbs: [.init(title: request.t("payments.title"), path: "/payments")],
      isWide: true, parts)
  }

  /// What goes to the bank, with the numbers of the accounts: for the office that pays, and nobody else.
  func bankFile() async throws -> Answer {
    let batch = try await desk.cases.bankOrder(request["id"], by: request.account.actor)
    return .download(Download(BankFile.bytes(batch, desk.book), contentType: BankFile.mediaType, fileName: batch.id + ".csv"))
  }
}

/// Takes what the bank says about a batch.
struct ResultsPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The form; with what is wrong with a file, row by row.
  func page(problem: FieldProblem? = nil, rows: [String] = []) async throws -> Page {
    let batch = try await desk.cases.bankOrder(request["id"], by: request.account.actor)
    let form = FormView(problems: problem.map { [$0] } ?? [])
    var parts: [View] = []
    if !rows.isEmpty {
      let shown = rows.prefix(50)
      parts.append(
        .part(
          "fund/rows",
          ["title": .text(request.t("payments.rows_wrong", ["n": String(rows.count)])), "rows": .list(shown.map { .text($0) })]))
    }
    parts.append(Parts.text(request.t("payments.results_columns")))
    parts.append(
      Parts.form(
        [form.file("file", label: request.t("payments.results_file"), hint: request.t("payments.results_hint"), accept: ".csv,text/csv")],
        button: request.t("payments.take_results"), isUpload: true,
        back: .init(request.t("payments.back_to_batch"), "/payments/" + batch.id)))
    return Parts.page(
      request.t("payments.results_title", ["id": batch.id]), lead: request.t("payments.results_lead"),
      crumbs: [
        .init(title: request.t("payments.title"), path: "/payments"),
        .init(title: request.t("payments.batch_title", ["id": batch.id]), path: "/payments/" + batch.id),
      ], problems: form.problems, parts)
  }

  func answer(_ upload: Upload) async throws -> Answer {
    let actor = request.account.actor
    _ = try await desk.cases.bankOrder(request["id"], by: actor)
    let (batch, known) = try await desk.cases.batch(request["id"], by: actor)
    let receiver = MemoryFile(limit_bytes: BankFile.limit_bytes)
    let values = try await upload.read { _ in receiver }
    func refused(_ message: String, code: String, rows: [String] = []) async throws -> Answer {
      .page(try await page(problem: FieldProblem(field: "file", code: code, message: message), rows: rows))
    }
    guard values.file("file") != nil else { return try await refused(request.t("payments.file_missing"), code: "field.required") }
    guard !receiver.isTooLarge else { return try await refused(request.t("payments.file_too_large"), code: "bank.too_large") }
    switch BankFile.results(receiver.bytes, of: batch, known: known) {
    case .failure(let faults):
      return try await refused(
        request.t("payments.file_refused"), code: "bank.file", rows: faults.all.map { $0.message[request.language] })
    case .success(let results):
      // A second click finds its work done.
      guard !results.isEmpty else { return .seeOther("/payments/" + batch.id).noticing("payments.nothing_new") }
      do {
        // What was read is what is asked: the same file sent twice is the same request.
        _ = try await desk.cases.takeBankResults(results, batch: batch.id, by: actor, once: FormOnce.once(request, values))
      } catch let refusal as Refusal {
        return try await refused(refusal.message[request.language], code: refusal.code)
      }
      return .seeOther("/payments/" + batch.id).noticing("payments.taken")
    }
  }
}
