import Policy
import Synchronization
import Values

/// The pages that anybody may read, and the calculator.
struct PublicRoutes: Sendable {
  let content: PublicContent

  /// All of them.
  var routes: [Route] {
    [
      .page("/", access: .anyone, summary: Bilingual(zh: "首页", en: "Home")) { request in
        let view = HomePage(content: content, say: request.voice).view()
        return .page(Page(request.t("public.home_title"), template: "public/home", view))
      },
      .page("/policies", access: .anyone, summary: Bilingual(zh: "政策目录", en: "Catalogue")) { request in
        let asked = CatalogueQuery(request.query, content.book)
        let view = CataloguePage(content: content, say: request.voice).view(asked)
        return .page(Page(request.t("public.catalogue_title"), template: "public/catalogue", view))
      },
      .page("/policies.csv", access: .anyone, summary: Bilingual(zh: "政策目录（CSV）", en: "Catalogue as CSV")) { request in
        let asked = CatalogueQuery(request.query, content.book)
        let bytes = CatalogueCSV(content: content, say: request.voice).bytes(asked)
        return .download(Download(bytes, contentType: "text/csv; charset=utf-8", fileName: request.t("public.csv_name")))
      },
      .page("/policies/{id}", access: .anyone, summary: Bilingual(zh: "条款", en: "Provision"), provision),
      .page("/documents/{id}", access: .anyone, summary: Bilingual(zh: "政策文件", en: "Document"), document),
      .page("/calculator", access: .anyone, summary: Bilingual(zh: "政策计算器", en: "Policy calculator"), calculator),
      .page("/calculator/facts", access: .anyone, summary: Bilingual(zh: "下载已填事实", en: "Answers as a file"), facts),
      .upload(
        "/calculator/resume", access: .anyone, summary: Bilingual(zh: "继续上次的测算", en: "Go on with kept answers"),
        limit_bytes: 2 * FactsFile.limit_bytes, resume),
    ]
  }

  private func provision(_ request: WebRequest) throws -> Answer {
    guard let clause = content.book.clause(request["id"]) else { throw Failure.notFound }
    let document = content.book.documents[clause.document]
    return .page(
      Page(
        clause.title[request.language], template: "public/provision", ProvisionPage(clause, content, request.voice).view(),
        crumbs: [
          Page.Crumb(title: request.t("public.catalogue_title"), path: "/policies"),
          Page.Crumb(title: document.number ?? document.title[request.language], path: PublicContent.path(of: document)),
        ]))
  }

  private func document(_ request: WebRequest) throws -> Answer {
    guard let position = content.book.documents.firstIndex(where: { $0.id == request["id"] }) else { throw Failure.notFound }
    return .page(
      Page(
        content.book.documents[position].title[request.language], template: "public/document",
        DocumentPage(content: content, say: request.voice).view(position),
        crumbs: [Page.Crumb(title: request.t("public.catalogue_title"), path: "/policies")]))
  }

  private func calculator(_ request: WebRequest) throws -> Answer {
    var state = CalculatorState(request.query, content.book)
    // The day goes along from here on, so that a kept address gives the same answer tomorrow.
    if state.scope != .none { state.asOf = state.asOf ?? content.today() }
    let outcome = Calculator(content: content, state: state).outcome()
    let page = CalculatorPage(content: content, say: request.voice, state: state)
    let crumb = Page.Crumb(title: request.t("public.calculator_title"), path: "/calculator")
    switch outcome.turn {
    case .answered(let next): return .seeOther(next.address)
    case .start:
      return .page(Page(request.t("public.calculator_title"), template: "public/calculator_start", page.start(), isCacheable: false))
    case .ask(let fact, let turning, let stake, let open):
      return .page(
        Page(
          content.book.facts[fact].asked(request.language), template: "public/calculator_question",
          page.question(fact, turning, stake, open, outcome.board, outcome.refusal), crumbs: [crumb],
          problems: AnswerField.problems(outcome.refusal, request.voice), isCacheable: false))
    case .results(let open):
      return .page(
        Page(
          request.t("public.results_title"), template: "public/calculator_results",
          CalculatorResult(page: page).view(outcome.board, open: open), crumbs: [crumb]))
    }
  }

  private func facts(_ request: WebRequest) -> Answer {
    let state = CalculatorState(request.query, content.book)
    let day = state.asOf ?? content.today()
    let file = FactsFile(book: content.book)
    return request.query["format"] == "json"
      ? .download(
        Download(
          Array(file.json(state, asOf: day).utf8), contentType: "application/json", fileName: request.t("public.facts_name") + ".json"))
      : .download(
        Download(
          Array(file.yaml(state, asOf: day).utf8), contentType: "application/yaml", fileName: request.t("public.facts_name") + ".yaml"))
  }

  private func resume(_ request: WebRequest, _ upload: Upload) async throws -> Answer {
    let file = SmallFile(limit_bytes: FactsFile.limit_bytes)
    let values = try await upload.read { _ in file }
    let pasted = Array((values["text"] ?? "").utf8)
    let bytes = file.bytes.isEmpty ? pasted : file.bytes
    let say = request.voice
    let message: String
    if bytes.allSatisfy({ $0 <= 0x20 }) {
      message = say("resume_nothing")
    } else {
      switch FactsFile(book: content.book).state(bytes) {
      case .success(let state): return .seeOther(state.address)
      case .failure(let fault):
        message =
          fault.isText
          ? say("resume_faults", ["lines": fault.lines.map { $0[say.language] }.joined(separator: say.language == .zh ? "；" : "; ")])
          : say("resume_binary")
      }
    }
    let problems = [FieldProblem(field: file.bytes.isEmpty ? "text" : "file", code: "facts.unreadable", message: message)]
    let page = CalculatorPage(content: content, say: say, state: CalculatorState(scope: .none, asOf: nil))
    return .page(
      Page(
        say("calculator_title"), template: "public/calculator_start", page.start(FormView(values: values, problems: problems)),
        problems: problems, isCacheable: false))
  }
}
