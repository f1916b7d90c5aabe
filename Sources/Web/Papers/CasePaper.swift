import Casework
import Paper
import Policy
import Service
import Values
import WorkingDays

/// The receipt and the decision letter of a case. Each tells the case as it stood when the paper came to be, so that it says the same for ever.
struct CasePaper {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private var language: Language { request.language }
  private var words: CaseWords { CaseWords(desk, request) }
  private var maker: PaperAnswer { PaperAnswer(desk, request) }

  /// The case after the last event that a paper of a kind rests on.
  private func state(_ isLast: (CaseEvent) -> Bool) async throws -> CaseState { try await cut(isLast).after }

  /// The case after and before the last event that a paper of a kind rests on, and the event.
  private func cut(_ isLast: (CaseEvent) -> Bool) async throws -> (after: CaseState, before: CaseState?, event: CaseEvent) {
    // Whoever is not of the enterprise leaves a trace before anything is shown.
    let look = try await desk.cases.look(case: request["id"], by: request.account.actor)
    let events = try await desk.cases.timeline(look).map(\.event)
    guard let last = events.lastIndex(where: isLast), let state = CaseState.fold(events[...last]) else { throw Failure.notFound }
    return (state, CaseState.fold(events[..<last]), events[last])
  }

  func receipt() async throws -> Answer {
    // Told by its hash: every correction that was handed in has a receipt of its own.
    let now = try await desk.cases.read(case: request["id"], by: request.account.actor)
    let receipt = try ClaimReceipts(now).asked(request)
    let state = try await state { Self.receipt(of: $0)?.sha256 == receipt.sha256 }
    guard let issued = try await desk.cases.issuedPaper(.receipt, of: now.id, sha256: receipt.sha256) else { throw Failure.notFound }
    return try await maker.answer(receiptPaper(state, receipt, issued), name: request.t("papers.receipt_name", ["number": receipt.number]))
  }

  /// The receipt that an event gave.
  private static func receipt(of event: CaseEvent) -> CaseState.Receipt? {
    switch event {
    case .submitted(_, _, let receipt, _, _, _), .corrected(_, let receipt, _, _): receipt
    default: nil
    }
  }

  private func receiptPaper(_ state: CaseState, _ receipt: CaseState.Receipt, _ issued: IssuedPaper) -> PaperDocument {
    let procedure = desk.book.procedure(state.procedure)
    var facts = [
      (request.t("papers.receipt_number"), receipt.number), (request.t("parts.case"), state.id),
      (request.t("papers.applicant"), state.enterpriseName), (request.t("papers.credit_code"), state.enterprise),
      (request.t("parts.measure"), words.measure(state.measure)), (request.t("notices.source"), words.citation(state.measure)),
      (request.t("papers.submitted"), words.time(receipt.at)), (request.t("parts.office"), words.office(state.office)),
    ]
    if let amount = state.decision?.amount {
      facts.append((request.t("papers.computed"), amount.shown(language)))
    }
    // The day as it was promised then, not as today's calendar counts it: the same paper a year later.
    if let clock = state.clock, let due = receipt.due {
      facts.append((request.t("papers.due"), ClockWords(clock.rule, request).deadline(due)))
    }
    var blocks: [Block] = [
      .paragraph(request.t("papers.dear", ["name": state.enterpriseName])), .paragraph(request.t("papers.receipt_text")),
      .facts(facts.map { (label: $0.0, value: $0.1) }), .heading(request.t("papers.papers"), level: 1),
    ]
    let rows = state.content.papers.enumerated().map { index, file in
      [
        String(index + 1), procedure?.papers.first { $0.id == file.kind }?.title[language] ?? file.kind, file.name,
        PaperPages.size(file.size_bytes),
      ]
    }
    blocks.append(
      .table(
        columns: [
          Column(request.t("papers.row"), share: 2, alignment: .centre), Column(request.t("papers.kind"), share: 6),
          Column(request.t("papers.file"), share: 8), Column(request.t("papers.size"), share: 3, alignment: .trailing),
        ], rows: rows, total: nil))
    blocks += maker.fingerprint(issued)
    blocks.append(.seal(lines: [words.office(state.office), maker.day(issued.at)]))
    return maker.document(request.t("notices.paper_receipt"), issued, author: words.office(state.office), blocks)
  }

  /// The way to the decision letter of a case; nil where the last review is none that a letter tells.
  static func letterLink(_ state: CaseState, _ request: WebRequest) -> Components.Link? {
    switch state.reviews.last?.outcome {
    case .accept, .acceptWithPromise, .refuse, .stop:
      Components.Link(request.t("papers.see_decision"), "/cases/" + PercentCoding.encode(state.id) + "/decision.pdf")
    case .correct, .sendBack, nil: nil
    }
  }

  func decision() async throws -> Answer {
    let (state, before, event) = try await cut {
      switch $0 {
      case .accepted, .refused, .stopped: true
      case .settled(_, let granted, let isRefused): granted != nil || isRefused
      default: false
      }
    }
    // A case that was sent back or has to be corrected since has no decision that holds, and no letter.
    guard let issued = try await desk.cases.issuedPaper(.decision, of: state.id) else { throw Failure.notFound }
    let name = request.t("papers.decision_name", ["id": state.id])
    if case .settled(let objection, _, let isRefused) = event {
      guard let finding = try await desk.cases.finding(of: objection, case: state.id, by: request.account.actor) else {
        throw Failure.notFound
      }
      return try await maker.answer(
        SettledLetter(desk, request).document(state, before: before?.granted, isRefused: isRefused, finding, issued), name: name)
    }
    guard let review = state.reviews.last else { throw Failure.notFound }
    return try await maker.answer(letter(state, review, issued), name: name)
  }

  private func letter(_ state: CaseState, _ review: CaseState.Review, _ issued: IssuedPaper) -> PaperDocument {
    let procedure = desk.book.procedure(state.procedure)
    let step = procedure?.step(review.step)
    let office = step?.level == .city ? procedure?.cityOffice.name[language] ?? "" : words.office(state.office)
    let isRefused = [.refuse, .stop].contains(review.outcome)
    var facts = [
      (request.t("parts.case"), state.id), (request.t("papers.applicant"), state.enterpriseName),
      (request.t("papers.credit_code"), state.enterprise), (request.t("parts.measure"), words.measure(state.measure)),
      (request.t("notices.source"), words.citation(state.measure)),
      (request.t("papers.reviewed_in"), (step?.title[language] ?? review.step) + " · " + review.day.shown(language)),
    ]
    if let amount = state.decision?.amount {
      facts.append((request.t(state.decision?.isCeiling == true ? "papers.computed_most" : "papers.computed"), amount.shown(language)))
    }
    if !isRefused, let granted = review.granted { facts.append((request.t("papers.granted"), granted.shown(language))) }
    var blocks: [Block] = [
      .paragraph(request.t("papers.dear", ["name": state.enterpriseName])), .paragraph(result(state, review)),
      .facts(facts.map { (label: $0.0, value: $0.1) }),
    ]
    let reason = review.reason.map { code in procedure?.reasons.first { $0.code == code }?.text[language] ?? code }
    if reason != nil || review.note?.isEmpty == false {
      blocks.append(.heading(request.t("papers.reasons"), level: 1))
      blocks += [reason, review.note].compactMap(\.self).filter { !$0.isEmpty }.map { .paragraph($0) }
    }
    if review.outcome == .acceptWithPromise {
      blocks.append(.heading(request.t("papers.promised"), level: 1))
      let rows = state.promises.map { promise in
        [procedure?.papers.first { $0.id == promise.paper }?.title[language] ?? promise.paper, promise.due.shown(language)]
      }
      blocks.append(
        .table(columns: [Column(request.t("papers.kind"), share: 3), Column(request.t("papers.until"), share: 2)], rows: rows, total: nil))
    }
    blocks.append(.heading(request.t("papers.next"), level: 1))
    blocks.append(.paragraph(request.t(isRefused ? "papers.next_refused" : "papers.next_accepted")))
    blocks.append(.heading(request.t("papers.remedy"), level: 1))
    blocks.append(.paragraph(request.t("papers.remedy_text", ["office": office])))
    blocks += maker.fingerprint(issued)
    blocks.append(.seal(lines: [office, review.day.shown(language)]))
    return maker.document(request.t("notices.paper_decision"), issued, author: office, blocks)
  }

  private func result(_ state: CaseState, _ review: CaseState.Review) -> String {
    if review.outcome == .stop { return request.t("papers.stopped", ["measure": words.measure(state.measure)]) }
    if review.outcome == .refuse { return request.t("papers.refused", ["measure": words.measure(state.measure)]) }
    return request.t(
      "papers.accepted", ["measure": words.measure(state.measure), "sum": (review.granted ?? .zero).shown(language)])
  }
}
