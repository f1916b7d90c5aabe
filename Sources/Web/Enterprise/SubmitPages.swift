import Casework
import Policy
import Service
import Values

/// Checking the answers, the declaration of truth, handing in, and the receipt.
struct SubmitPages: Sendable {
  let desk: Desk

  // MARK: Check answers

  func check(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    let answer = try await desk.cases.preview(case: file.state.id, by: request.account.actor)
    let tasks = ClaimTasks(file: file, answer: answer)
    return .page(
      Page(
        file.t("check_title"), template: "enterprise/check",
        [
          "sections": .list(sections(file)), "vouchers": ClaimSummary(file: file).vouchers,
          "vouchers_title": .text(file.t("task_vouchers")),
          "vouchers_change": file.mayChange("vouchers") ? .text(file.path + "/vouchers?from=check") : .absent,
          "preview": ClaimPreview(file: file, answer: answer).view, "is_complete": .flag(tasks.isComplete),
          "missing": .list(
            tasks.parts.filter { ![.done, .optional].contains($0.progress) }.map {
              [
                "line": .text(file.t("part_line", ["part": $0.title, "state": file.t($0.progress.key)])),
                "path": .text($0.path + "?from=check"),
              ]
            }),
          "go_on": .text(file.path + "/declaration"), "back": .text(file.back(nil)),
        ], crumbs: file.crumbs))
  }

  /// All that was stated, part by part, each with the way to change it and come back.
  private func sections(_ file: ClaimFile) -> [View] {
    let summary = ClaimSummary(file: file)
    var sections: [View] = file.facts.groups.map { group in
      let path = file.path + "/facts/" + group.entity + "?from=check"
      let rows = group.facts.flatMap { fact in
        summary.rows([fact], change: file.mayChange("fact:" + file.facts.name(fact)) ? path : nil)
      }
      return ["title": .text(ClaimTasks.title(group, file.say)), "rows": Components.summary(rows)]
    }
    let particulars = file.procedure.particulars(for: file.state.measure).flatMap { particular in
      summary.particulars(change: file.mayChange("particular:" + particular.id) ? file.path + "/particulars?from=check" : nil)
        .filter { $0.label == particular.label[file.language] }
    }
    if !particulars.isEmpty { sections.append(["title": .text(file.t("task_particulars")), "rows": Components.summary(particulars)]) }
    let papers = summary.papers(change: file.isDraft ? file.path + "/papers?from=check" : nil)
    sections.append(["title": .text(file.t("task_papers")), "rows": Components.summary(papers)])
    let bank = summary.bank(change: file.mayChange("bank") ? file.path + "/bank?from=check" : nil)
    sections.append(["title": .text(file.t("task_bank")), "rows": Components.summary(bank)])
    return sections
  }

  // MARK: Declaration

  func declaration(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    if !file.isEditable { return .seeOther(file.path) }
    return .page(try await page(request, file, FormView()))
  }

  func submit(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    // Handed in already: the second click of a double one, or a reload.
    if !file.isEditable, file.state.receipt != nil {
      return .seeOther(file.state.correctionReceipts.isEmpty ? file.path + "/receipt" : file.path)
    }
    try file.requireEditable()
    var reader = request.formReader()
    reader.requireTick("declared", label: file.t("declare_tick"))
    let answer = try await desk.cases.preview(case: file.state.id, by: request.account.actor)
    let isRefused = answer.decision.outcome == .ineligible
    if isRefused { reader.requireTick("insists", label: file.t("insist_tick")) }
    if try await !mayDeclare(request) { reader.report("declared", code: "company.not_owner", key: "enterprise.declare_owner_only") }
    if reader.problems.isEmpty {
      do {
        _ = try await desk.cases.submit(
          case: file.state.id, isDeclared: true, insists: isRefused && reader.isTicked("insists"),
          version: request.form["version"].flatMap(Int64.init), by: request.account.actor, once: FormOnce.once(request))
        if file.isCorrecting { return .seeOther(file.path).noticing("enterprise.corrected") }
        return .seeOther(file.path + "/receipt")
      } catch let refusal as Refusal where refusal.status != .notFound {
        reader.report(refusal, at: "declared")
      }
    }
    return .page(try await page(request, file, FormView(values: reader.values, problems: reader.problems)))
  }

  /// Fillers fill in; an owner of the team declares and hands in.
  private func mayDeclare(_ request: WebRequest) async throws -> Bool {
    try await desk.accounts.account(request.account.id).memberRole == .owner
  }

  private func page(_ request: WebRequest, _ file: ClaimFile, _ form: FormView) async throws -> Page {
    let answer = try await desk.cases.preview(case: file.state.id, by: request.account.actor)
    let isRefused = answer.decision.outcome == .ineligible
    let office = file.procedure.routing.offices[file.state.content.facts[file.procedure.routing.fact]?.replacing("\"", with: "") ?? ""]
    return Page(
      file.t("declaration_title"), template: "enterprise/declaration",
      [
        "company": .text(file.state.enterpriseName), "claim": .text(file.title),
        "verdict": .text(SumText.verdict(answer.decision, file.say)),
        "office": .optional(office?.name[file.language]), "source": .text(file.t("declare_source", ["source": source(file)])),
        "is_refused": .flag(isRefused),
        "may_declare": .flag(try await mayDeclare(request)),
        "fields": .list(
          (isRefused ? [form.tick("insists", label: file.t("insist_tick"), hint: file.t("insist_hint"))] : [])
            + [form.tick("declared", label: file.t("declare_tick"))]),
        "hidden": .list(file.hidden(request)), "submit": Components.submit(file.t(file.isCorrecting ? "resubmit" : "submit")),
        "back": .text(file.path + "/check"),
      ], crumbs: file.crumbs, problems: form.problems)
  }

  /// The clause by which the enterprise answers for what it hands in; where the document has none of that name, the document.
  private func source(_ file: ClaimFile) -> String {
    let position = desk.book.clause(of: file.measure).document
    if let clause = desk.book.clauses.first(where: { $0.document == position && $0.id.hasSuffix(".truth") }) {
      return desk.book.citation(of: clause)
    }
    let document = desk.book.documents[position]
    return document.number ?? document.title[file.language]
  }

  // MARK: Receipt

  func receipt(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    let receipts = ClaimReceipts(file.state)
    let receipt = try receipts.asked(request)
    let isFirst = receipt == file.state.receipt
    let code = try await desk.cases.issuedPaper(.receipt, of: file.state.id, sha256: receipt.sha256)?.paper.code
    let road = ClaimRoad(file: file)
    return .page(
      Page(
        file.t(isFirst ? "receipt_title" : "receipt_title_corrected"), template: "enterprise/receipt",
        [
          "confirmation": Components.confirmation(
            file.t(isFirst ? "receipt_done" : "receipt_done_corrected"),
            label: file.t("receipt_number") + (file.language == .zh ? "：" : ": "), number: receipt.number),
          "summary": Components.summary([
            Components.Row(file.t("receipt_claim"), file.title), Components.Row(file.t("receipt_company"), file.state.enterpriseName),
            Components.Row(file.t("receipt_case"), file.state.id),
            Components.Row(file.t("receipt_time"), Moment(receipt.at)?.shown(file.language)),
            Components.Row(file.t("receipt_office"), file.state.office.map { desk.officeName($0, file.language) }),
            Components.Row(file.t("receipt_hash"), receipt.sha256, note: file.t("receipt_hash_note")),
            Components.Row(file.t("receipt_code"), code, note: file.t("receipt_code_note")),
          ]),
          "now": .optional(road.expectation), "contact": .optional(road.contact), "steps": .list(road.steps), "status": .text(file.path),
          "pdf": .text(receipts.path(receipt, ".pdf")),
        ], crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my"), Page.Crumb(title: file.state.id, path: file.path)]))
  }
}
