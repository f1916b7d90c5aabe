import Casework
import Service
import Storage
import Values

/// The papers of a claim: what is needed, uploading, taking out, using again what was handed in before.
struct PaperPages: Sendable {
  let desk: Desk
  /// Files of one claim.
  static let limit = ContentLimits.papers

  func show(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    let kinds = file.procedure.papers(for: file.state.measure).map { paper -> View in
      let present = file.state.content.papers.filter { $0.kind == paper.id }
      let mayChange = file.mayChange("paper:" + paper.id)
      let state: View =
        !present.isEmpty
        ? Components.tag(file.t("task_done"), .good)
        : paper.isOptional
          ? Components.tag(file.t("task_optional"), .quiet)
          : paper.isDeferrable ? Components.tag(file.t("paper_deferrable"), .quiet) : Components.tag(file.t("task_not_started"), .quiet)
      return [
        "title": .text(paper.title[file.language]), "help": .optional(paper.help?[file.language]), "state": state,
        "path": mayChange ? .text(path(file, paper.id, request)) : .absent,
        "files": .list(present.map { self.row($0, file, mayChange: mayChange) }), "has_files": .flag(!present.isEmpty),
        "add": .text(file.t(present.isEmpty ? "paper_upload" : "paper_upload_more")),
      ]
    }
    return .page(
      Page(
        file.t("task_papers"), template: "enterprise/papers",
        [
          "kinds": .list(kinds), "back": .text(file.back(request.query["from"])), "version": .number(file.state.version),
          "remove_path": .text(file.path + "/papers/remove"), "from": .optional(request.query["from"] == "check" ? "check" : nil),
          "notes": Locked(file: file).notes(file.procedure.papers.map { "paper:" + $0.id }),
        ], crumbs: file.crumbs))
  }

  private func path(_ file: ClaimFile, _ kind: String, _ request: WebRequest) -> String {
    file.path + "/papers/" + PercentCoding.encode(kind) + ((request.query["from"] ?? request.form["from"]) == "check" ? "?from=check" : "")
  }

  private func row(_ paper: PaperFile, _ file: ClaimFile, mayChange: Bool) -> View {
    [
      "name": .text(paper.name), "path": .text(file.path + "/files/" + paper.sha256), "kind": .text(paper.kind),
      "facts": .text(Self.about(paper)), "sha256": .text(paper.sha256), "may_remove": .flag(mayChange), "key": FormOnce.view,
    ]
  }

  /// Type, size and the beginning of the hash.
  static func about(_ paper: PaperFile) -> String {
    [kind(paper), size(paper.size_bytes), "SHA-256 " + paper.sha256.prefix(8)].joined(separator: " · ")
  }

  /// The kind of a file in a word: `PDF`.
  static func kind(_ paper: PaperFile) -> String {
    FileKind.allCases.first { $0.mediaType == paper.mediaType }?.rawValue.uppercased() ?? paper.mediaType
  }

  /// A size as people read it: whole KB, or MB to one place.
  static func size(_ bytes: Int64) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    if bytes < 1 << 20 { return "\((bytes + 1023) / 1024) KB" }
    let tenths = (bytes * 10 + (1 << 19)) / (1 << 20)
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  func remove(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    let (kind, sha256) = (request.form["kind"] ?? "", request.form["sha256"] ?? "")
    let to = file.path + "/papers" + (request.form["from"] == "check" ? "?from=check" : "")
    return try await file.save(request, request.form, to: to) { content in
      content.papers.removeAll { $0.kind == kind && $0.sha256 == sha256 }
    }
  }

  // MARK: One kind

  func showKind(_ request: WebRequest) async throws -> Answer {
    let (file, paper) = try await open(request)
    return .page(try await page(request, file, paper, FormView()))
  }

  func upload(_ request: WebRequest, _ upload: Upload) async throws -> Answer {
    let (file, paper) = try await open(request)
    let intake = PaperIntake(desk.cases.files, room: max(0, Self.limit - file.state.content.papers.count))
    let form: FormValues
    do {
      form = try await Self.take(upload, intake, desk, request)
    } catch let refusal as FileRefusal {
      let problem = FieldProblem(field: "file", code: refusal.code, message: refusal.message[file.language])
      return .page(try await page(request, file, paper, FormView(problems: [problem])))
    } catch let refusal as Refusal where refusal.status == .limited {
      let problem = FieldProblem(field: "file", code: refusal.code, message: refusal.message[file.language])
      return .page(try await page(request, file, paper, FormView(problems: [problem])))
    } catch is PaperIntake.Full {
      return .page(try await page(request, file, paper, FormView(problems: [Self.tooMany(file)])))
    }
    let new = form.files.compactMap { sent in intake.file(sent).map { Self.paper(paper.id, sent.displayName, $0) } }
    var reader = FormReader(form, words: request.words, language: file.language)
    if new.isEmpty { _ = reader.file("file", label: paper.title[file.language]) }
    return try await add(new, to: file, paper, request, form, reader.problems)
  }

  /// Reads a form with files into the store, if the enterprise has room left; what was taken in counts, whatever becomes of it.
  private static func take(_ upload: Upload, _ intake: PaperIntake, _ desk: Desk, _ request: WebRequest) async throws -> FormValues {
    let actor = request.account.actor
    try await desk.cases.requireUploadRoom(by: actor)
    let form: Result<FormValues, any Error>
    do { form = .success(try await upload.read { try intake.receiver($0) }) } catch { form = .failure(error) }
    for file in intake.all { try await desk.cases.countUpload(file, by: actor) }
    return try form.get()
  }

  private static func tooMany(_ file: ClaimFile) -> FieldProblem {
    FieldProblem(field: "file", code: "paper.too_many", message: file.t("paper_too_many", ["n": String(limit)]))
  }

  /// Uses files again that were handed in with other claims.
  func reuse(_ request: WebRequest) async throws -> Answer {
    let (file, paper) = try await open(request)
    let chosen = Set(request.form.all("earlier"))
    let earlier = try await Self.earlier(desk, request.account.actor)
    let new = earlier.filter { chosen.contains($0.file.sha256) }.map { earlier in
      PaperFile(
        kind: paper.id, name: earlier.file.name, sha256: earlier.file.sha256, size_bytes: earlier.file.size_bytes,
        mediaType: earlier.file.mediaType)
    }
    var reader = request.formReader()
    if new.isEmpty { reader.report("earlier", code: "field.required", key: "frame.field_choose", ["label": file.t("paper_earlier")]) }
    return try await add(new, to: file, paper, request, request.form, reader.problems)
  }

  private func add(
    _ new: [PaperFile], to file: ClaimFile, _ paper: Procedure.Paper, _ request: WebRequest, _ form: FormValues, _ problems: [FieldProblem]
  ) async throws -> Answer {
    guard problems.isEmpty else { return .page(try await page(request, file, paper, FormView(problems: problems))) }
    guard file.state.content.papers.count + new.count <= Self.limit else {
      return .page(try await page(request, file, paper, FormView(problems: [Self.tooMany(file)])))
    }
    let to = file.path + "/papers" + (form["from"] == "check" ? "?from=check" : "")
    return try await file.save(request, form, to: to) { content in
      for new in new where !content.papers.contains(where: { $0.kind == new.kind && $0.sha256 == new.sha256 }) {
        content.papers.append(new)
      }
    }
  }

  private func open(_ request: WebRequest) async throws -> (ClaimFile, Procedure.Paper) {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    guard let paper = file.procedure.papers(for: file.state.measure).first(where: { $0.id == request["kind"] }),
      file.mayChange("paper:" + paper.id)
    else { throw Failure.notFound }
    return (file, paper)
  }

  private func page(_ request: WebRequest, _ file: ClaimFile, _ paper: Procedure.Paper, _ form: FormView) async throws -> Page {
    let used = Set(file.state.content.papers.filter { $0.kind == paper.id }.map(\.sha256))
    let earlier = try await Self.earlier(desk, request.account.actor).filter { !used.contains($0.file.sha256) }
    // The same kind of paper comes first: that is what is usually wanted.
    let sorted = earlier.filter { $0.file.kind == paper.id } + earlier.filter { $0.file.kind != paper.id }
    let options = sorted.prefix(20).map { item in
      FormView.Option(item.file.sha256, item.file.name, hint: file.t("paper_from", ["case": item.caseID]) + " · " + Self.about(item.file))
    }
    var crumbs = file.crumbs
    crumbs.append(Page.Crumb(title: file.t("task_papers"), path: file.path + "/papers"))
    return Page(
      paper.title[file.language], template: "enterprise/paper",
      [
        "paper_title": .text(paper.title[file.language]), "help": .optional(paper.help?[file.language]),
        "notes": Locked(file: file).notes(["paper:" + paper.id]),
        "file": form.file("file", label: file.t("paper_file"), hint: file.t("paper_hint"), accept: PaperIntake.accept)
          .adding(["is_multiple": true]),
        "hidden": .list(file.hidden(request)), "upload_path": .text(file.path + "/papers/" + PercentCoding.encode(paper.id)),
        "has_earlier": .flag(!options.isEmpty),
        "earlier": form.checkboxes("earlier", legend: file.t("paper_earlier"), options: options, isOptional: false),
        "reuse_hidden": .list(file.hidden(request)),
        "reuse_path": .text(file.path + "/papers/" + PercentCoding.encode(paper.id) + "/reuse"),
        "back": .text(file.path + "/papers" + (request.query["from"] == "check" ? "?from=check" : "")),
      ], crumbs: crumbs, problems: form.problems)
  }

  // MARK: Files

  /// A stored file as a claim keeps it.
  static func paper(_ kind: String, _ name: String, _ file: StoredFile) -> PaperFile {
    PaperFile(kind: kind, name: name, sha256: file.sha256, size_bytes: file.size_bytes, mediaType: file.kind.mediaType)
  }

  /// Files that the enterprise handed in or kept with any of its claims, each once, the latest first.
  static func earlier(_ desk: Desk, _ actor: Actor) async throws -> [(caseID: String, file: PaperFile)] {
    var seen = Set<String>()
    var found: [(caseID: String, file: PaperFile)] = []
    for claim in try await CaseService.Page.all({ try await desk.cases.own(after: $0, limit: CaseService.chunk, by: actor) }) {
      for file in claim.state.content.papers where seen.insert(file.sha256).inserted { found.append((claim.state.id, file)) }
    }
    return found
  }

  /// One of the claim's own files.
  func download(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    guard let paper = file.state.content.papers.first(where: { $0.sha256 == request["sha256"] }) else { throw Failure.notFound }
    let bytes = try await desk.cases.files.read(paper.sha256, size_bytes: paper.size_bytes)
    return .download(Download(bytes, contentType: paper.mediaType, fileName: paper.name))
  }

  // MARK: Promised papers

  func showPromise(_ request: WebRequest) async throws -> Answer {
    let (file, paper) = try await openPromise(request)
    return .page(promisePage(request, file, paper, []))
  }

  func keepPromise(_ request: WebRequest, _ upload: Upload) async throws -> Answer {
    let known = try await ClaimFile.open(desk, request)
    // Handed in already: the second click of a double one.
    if known.state.promises.contains(where: { $0.paper == request["kind"] && $0.keptOn != nil }),
      !known.state.promises.contains(where: { $0.paper == request["kind"] && $0.keptOn == nil })
    {
      return .seeOther(known.path)
    }
    let (file, paper) = try await openPromise(request)
    let intake = PaperIntake(desk.cases.files, room: 1)
    do {
      let form = try await Self.take(upload, intake, desk, request)
      guard let sent = form.files.first, let stored = intake.file(sent) else {
        var reader = FormReader(form, words: request.words, language: file.language)
        _ = reader.file("file", label: paper.title[file.language])
        return .page(promisePage(request, file, paper, reader.problems))
      }
      _ = try await desk.cases.keepPromise(
        Self.paper(paper.id, sent.displayName, stored), case: file.state.id, by: request.account.actor, once: FormOnce.once(request, form))
    } catch let refusal as FileRefusal {
      let problem = FieldProblem(field: "file", code: refusal.code, message: refusal.message[file.language])
      return .page(promisePage(request, file, paper, [problem]))
    } catch let refusal as Refusal where refusal.status == .limited {
      let problem = FieldProblem(field: "file", code: refusal.code, message: refusal.message[file.language])
      return .page(promisePage(request, file, paper, [problem]))
    } catch is PaperIntake.Full {
      return .page(promisePage(request, file, paper, [Self.tooMany(file)]))
    }
    return .seeOther(file.path).noticing("enterprise.promise_kept")
  }

  private func openPromise(_ request: WebRequest) async throws -> (ClaimFile, Procedure.Paper) {
    let file = try await ClaimFile.open(desk, request)
    guard file.state.promises.contains(where: { $0.paper == request["kind"] && $0.keptOn == nil }),
      let paper = file.procedure.papers.first(where: { $0.id == request["kind"] })
    else { throw Failure.notFound }
    return (file, paper)
  }

  private func promisePage(_ request: WebRequest, _ file: ClaimFile, _ paper: Procedure.Paper, _ problems: [FieldProblem]) -> Page {
    let due = file.state.promises.first { $0.paper == paper.id && $0.keptOn == nil }?.due
    return Page(
      paper.title[file.language], template: "enterprise/promise",
      [
        "paper_title": .text(paper.title[file.language]),
        "due": .optional(due.map { file.t("promise_due", ["date": $0.shown(file.language)]) }),
        "file": FormView(problems: problems).file(
          "file", label: file.t("paper_file"), hint: file.t("paper_hint"), accept: PaperIntake.accept),
        "key": FormOnce.view, "back": .text(file.path),
      ], crumbs: file.crumbs, problems: problems)
  }
}
