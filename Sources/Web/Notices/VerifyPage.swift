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
      if let (paper, at) = try await desk.cases.verify(typed) {
        let latest = try await desk.cases.issuedPaper(paper.kind, of: paper.caseID)
        let isLatest = latest?.paper == paper
        parts.append(
          isLatest
            ? Components.notice(request.t("notices.verified"), request.t("notices.verified_text"), tone: .good)
            : Components.notice(request.t("notices.superseded"), request.t("notices.superseded_text"), tone: .attention))
        parts.append(
          Components.summary([
            .init(request.t("notices.paper"), request.t("notices.paper_" + paper.kind.rawValue)),
            .init(request.t("notices.issued"), CaseWords(desk, request).time(at)), .init(request.t("notices.code"), paper.code),
          ]))
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
}
