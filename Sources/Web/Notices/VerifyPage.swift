import Service
import Values

/// Checks the code of a paper: says what the paper is, of which day, and the hash of what it says. Nothing about anybody.
struct VerifyPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func page() async throws -> Page {
    let typed = FieldText.narrow(request.query["code"] ?? "")
    var problems: [FieldProblem] = []
    var parts: [View] = []
    if !typed.isEmpty {
      if let issued = try await desk.cases.verify(typed) {
        let paper = issued.paper
        parts.append(verdict(issued))
        var rows: [Components.Row] = [
          .init(request.t("notices.paper"), request.t("notices.paper_" + paper.kind.rawValue)),
          .init(request.t("notices.issued"), CaseWords(desk, request).time(issued.at)),
        ]
        if let end = issued.supersededAt { rows.append(.init(request.t("notices.superseded_at"), CaseWords(desk, request).time(end))) }
        parts.append(Components.summary(rows + [.init(request.t("notices.code"), paper.code)]))
        parts.append(Parts.text(request.t("notices.compare_hash")))
        parts.append(Parts.code(paper.sha256, label: "SHA-256"))
        if paper.kind == .notice { parts.append(Parts.links([.init(request.t("notices.see_notice"), "/notices/" + paper.caseID)])) }
      } else {
        problems.append(FieldProblem(field: "code", code: "paper.not_found", message: request.t("notices.not_verified")))
      }
    }
    let form = FormView(values: FormValues(request.query), problems: problems)
    parts.append(
      Parts.search(
        [form.text("code", label: request.t("notices.code"), hint: request.t("notices.code_hint"), width: .medium)],
        button: request.t("notices.check_code")))
    return Parts.page(request.t("notices.verify"), lead: request.t("notices.verify_lead"), problems: problems, parts)
  }

  /// Whether it holds; a paper that doesn't is never said to be good, and the day since when stands beside it.
  private func verdict(_ issued: IssuedPaper) -> View {
    guard let end = issued.supersededAt else {
      return Components.notice(request.t("notices.verified"), request.t("notices.verified_text"), tone: .good)
    }
    let (title, text) =
      issued.paper.kind == .receipt
      ? ("notices.superseded_receipt", "notices.superseded_receipt_text") : ("notices.superseded", "notices.superseded_text")
    let day = (Moment(end)?.day ?? desk.today).shown(request.language)
    return Components.notice(request.t(title, ["date": day]), request.t(text), tone: .attention)
  }
}
