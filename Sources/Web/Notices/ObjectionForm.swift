import Casework
import Policy
import Service
import Storage
import Values
import WorkingDays

/// Somebody of the public objects to a line of a notice. The rule of identity stands before the first field.
struct ObjectionForm {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The most of one file.
  static let limit_bytes = 8 << 20
  /// The kinds of files that are taken.
  static let kinds: Set<FileKind> = [.pdf, .png, .jpeg, .ofd]
  private static let files = ["paper1", "paper2", "paper3"]

  func page(_ reader: FormReader, line: String? = nil) async throws -> Page {
    let (notice, _, _) = try await desk.cases.notice(request["id"])
    guard let rule = desk.book.procedure(notice.procedure)?.objection else { throw Failure.notFound }
    let crumbs = [
      Page.Crumb(title: request.t("notices.title"), path: "/notices"),
      Page.Crumb(title: request.t("notices.notice_title", ["number": notice.number]), path: "/notices/" + notice.id),
    ]
    guard notice.isOpen(on: desk.today, desk.book.calendar) else {
      return Parts.page(
        request.t("notices.object"), crumbs: crumbs,
        [Components.notice(ObjectionRefusal.noticeClosed.message[request.language], tone: .attention)])
    }
    var values = reader.values
    if values.fields.pairs.isEmpty { values = FormValues(line.map { ["case": $0] } ?? [:]) }
    let form = FormView(values: values, problems: reader.problems)
    return Parts.page(
      request.t("notices.object"), crumbs: crumbs, problems: reader.problems,
      [
        Components.notice(request.t("notices.identity_rule"), rule.identity[request.language]),
        Parts.text(request.t("notices.privacy")),
        Parts.text(
          request.t(
            "notices.object_clock",
            ["length": ClockWords(rule.clock, request).length, "date": notice.lastDay(desk.book.calendar).shown(request.language)])),
        Parts.form(
          [
            form.select("case", label: request.t("notices.line"), options: lines(notice)),
            form.radios(
              "kind", legend: request.t("notices.kind"),
              options: [.init("person", request.t("notices.person")), .init("organisation", request.t("notices.organisation"))]),
            form.text("name", label: request.t("notices.name"), hint: request.t("notices.name_hint"), autocomplete: "name"),
            form.text("identity", label: request.t("notices.identity"), hint: request.t("notices.identity_hint")),
            form.text("contact", label: request.t("notices.contact"), hint: request.t("notices.contact_hint"), autocomplete: "tel"),
            form.lines("text", label: request.t("notices.text"), hint: request.t("notices.text_hint"), rows: 8),
          ]
            + Self.files.enumerated().map { index, name in
              form.file(
                name, label: request.t("notices.paper_n", ["n": String(index + 1)]),
                hint: index == 0 ? request.t(rule.needsSealedPaper ? "notices.paper_hint_sealed" : "notices.paper_hint") : nil,
                accept: ".pdf,.png,.jpg,.jpeg,.ofd", isOptional: true)
            }, button: request.t("notices.send_objection"), isUpload: true, back: .init(request.t("notices.back"), "/notices/" + notice.id)),
      ])
  }

  private func lines(_ notice: Notice) -> [FormView.Option] {
    [.init("", request.t("notices.choose_line"))]
      + notice.lines.map { line in
        .init(
          line.caseID, ([line.caseID] + line.fields.prefix(1).map(\.text) + [line.amount.shown(request.language)]).joined(separator: "　"))
      }
  }

  func answer(_ upload: Upload) async throws -> Answer {
    let (notice, _, _) = try await desk.cases.notice(request["id"])
    let received = ReceivedFiles(limit_bytes: Self.limit_bytes)
    let values = try await upload.read { start in received.receiver(start) }
    var reader = FormReader(values, words: request.words, language: request.language)
    let line = reader.choice("case", label: request.t("notices.line"), among: notice.lines.map(\.caseID))
    let kind = reader.choice("kind", label: request.t("notices.kind"), among: ["person", "organisation"])
    let name = reader.text("name", label: request.t("notices.name"), limit_characters: 60)
    let identity =
      kind == "organisation"
      ? reader.creditCode("identity", label: request.t("notices.identity"))?.text
      : reader.identityNumber("identity", label: request.t("notices.identity"), by: desk.today)
    let contact = reader.text("contact", label: request.t("notices.contact"), limit_characters: 100)
    let text = reader.text("text", label: request.t("notices.text"), limit_characters: 4000, isMultiline: true)
    if kind == "organisation", values.files.isEmpty, desk.book.procedure(notice.procedure)?.objection.needsSealedPaper == true {
      reader.report(Self.files[0], Failure(Refusal.paperNeeded))
    }
    guard reader.problems.isEmpty, let line, let kind = kind.flatMap(Objection.Objector.Kind.init(rawValue:)), let name, let identity,
      let contact, let text
    else { return .page(try await page(reader)) }
    let objector = Objection.Objector(kind: kind, name: name, identity: identity, contact: contact)
    do {
      try await desk.cases.expectObjection(
        notice: notice.id, caseID: line, objector: objector, text: text, papers: values.files.count,
        once: FormOnce.once(request, values, owner: "public"))
    } catch let refusal as Refusal {
      reader.report("case", Failure(refusal))
      return .page(try await page(reader))
    }
    var papers: [PaperFile] = []
    for file in values.files {
      do { papers.append(try await keep(file, received)) } catch let error {
        guard let failure = Failure(from: error) else { throw error }
        reader.report(file.field, failure)
      }
    }
    guard reader.problems.isEmpty else { return .page(try await page(reader)) }
    do {
      let objection = try await desk.cases.object(
        notice: notice.id, caseID: line, objector: objector, text: text, papers: papers,
        once: FormOnce.once(request, values, owner: "public"))
      let query = Query([("code", desk.cases.code(of: objection)), ("received", "1")])
      return .seeOther(query.address("/objections/" + objection.id))
    } catch let refusal as Refusal {
      reader.report(refusal.code == ObjectionRefusal.identityMalformed.rawValue ? "identity" : "case", Failure(refusal))
      return .page(try await page(reader))
    }
  }

  private func keep(_ file: FormValues.File, _ received: ReceivedFiles) async throws -> PaperFile {
    guard let content = received.content(file.field), !content.isTooLarge else {
      throw FileRefusal.tooLarge(limit_bytes: Int64(Self.limit_bytes))
    }
    let stored = try await desk.cases.files.put(
      content.bytes, limit_bytes: Int64(Self.limit_bytes), accepting: Self.kinds, named: file.displayName)
    return PaperFile(
      kind: "objection", name: file.displayName, sha256: stored.sha256, size_bytes: stored.size_bytes,
      mediaType: stored.kind.mediaType)
  }
}

extension Refusal {
  fileprivate static let paperNeeded = Refusal(
    code: ObjectionRefusal.paperMissing.rawValue, message: ObjectionRefusal.paperMissing.message, status: .invalid)
}
