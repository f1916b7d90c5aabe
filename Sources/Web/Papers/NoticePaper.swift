import Casework
import Paper
import Policy
import Service
import Values

/// A notice on paper: what everybody reads on its page, as it was frozen.
struct NoticePaper {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func document(_ notice: Notice, _ issued: IssuedPaper) -> PaperDocument {
    let language = request.language
    let words = CaseWords(desk, request)
    let maker = PaperAnswer(desk, request)
    let procedure = desk.book.procedure(notice.procedure)
    let office = procedure?.cityOffice.name[language] ?? ""
    let fields = NoticePage.fields(notice.lines)
    let rows = notice.lines.enumerated().map { index, line in
      [String(index + 1)] + fields.map { name in line.fields.first { $0.name == name }?.text ?? "" } + [
        words.measure(line.measure), words.citation(line.measure), words.office(line.office), Number.grouped(line.amount.description),
      ]
    }
    let columns =
      [Column(request.t("papers.row"), share: 4, alignment: .centre)] + fields.map { Column(words.field($0, notice.procedure), share: 9) }
      + [
        Column(request.t("parts.measure"), share: 9), Column(request.t("notices.source"), share: 9),
        Column(request.t("parts.office"), share: 8),
        Column(request.t("parts.sum"), share: 7, alignment: .trailing),
      ]
    var blocks: [Block] = [
      .facts([
        (label: request.t("notices.number"), value: notice.number),
        (
          label: request.t("notices.period"),
          value: request.t("notices.from_to", ["from": notice.opens.shown(language), "to": notice.closes.shown(language)])
        ),
        (label: request.t("notices.closes_at"), value: request.t("notices.end_of_day", ["date": notice.closes.shown(language)])),
      ]),
      .paragraph(request.t("papers.notice_text", ["source": procedure.map { words.scheme($0.fund) + " " + $0.objection.article } ?? ""])),
      .table(
        columns: columns, rows: rows,
        total: [""] + fields.indices.map { $0 == 0 ? request.t("parts.total_n", ["n": String(notice.lines.count)]) : "" } + [
          fields.isEmpty ? request.t("parts.total_n", ["n": String(notice.lines.count)]) : "", "", "",
          Number.grouped(notice.total?.description ?? ""),
        ]),
    ]
    if let rule = procedure?.objection {
      blocks.append(.heading(request.t("notices.object"), level: 1))
      blocks.append(.paragraph(rule.identity[language]))
    }
    blocks += maker.fingerprint(issued)
    blocks.append(.seal(lines: [office, notice.opens.shown(language)]))
    return maker.document(request.t("papers.notice_title"), issued, author: office, blocks)
  }
}

/// The list of a payment batch on paper; account numbers stand hidden but for their last digits.
struct PaymentListPaper {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func document(_ batch: PaymentBatch, _ issued: IssuedPaper) -> PaperDocument {
    let language = request.language
    let words = CaseWords(desk, request)
    let maker = PaperAnswer(desk, request)
    let scheme = desk.book.procedure(batch.procedure).map { words.scheme($0.fund) } ?? batch.procedure
    let rows = batch.lines.enumerated().map { index, line in
      [
        String(index + 1), line.account.holder, BatchPage.ending(line.account, request), line.account.bank, line.caseID,
        Number.grouped(line.amount.description),
      ]
    }
    let blocks: [Block] =
      [
        .facts([
          (label: request.t("payments.batch"), value: batch.id), (label: request.t("parts.office"), value: words.office(batch.office)),
          (label: request.t("fund.scheme"), value: scheme), (label: request.t("payments.budget_year"), value: String(batch.budgetYear)),
          (label: request.t("parts.day"), value: batch.day.shown(language)),
        ]), .paragraph(request.t("papers.payments_text")),
        .table(
          columns: [
            Column(request.t("payments.line"), share: 4, alignment: .centre), Column(request.t("payments.payee"), share: 13),
            Column(request.t("payments.account"), share: 7), Column(request.t("payments.bank"), share: 11),
            Column(request.t("parts.case"), share: 8),
            Column(request.t("parts.sum"), share: 8, alignment: .trailing),
          ], rows: rows,
          total: [
            "", request.t("parts.total_n", ["n": String(batch.lines.count)]), "", "", "", Number.grouped(batch.total?.description ?? ""),
          ]),
      ] + maker.fingerprint(issued) + [.seal(lines: [words.office(batch.office), batch.day.shown(language)])]
    return maker.document(request.t("notices.paper_payments"), issued, author: words.office(batch.office), blocks)
  }
}
