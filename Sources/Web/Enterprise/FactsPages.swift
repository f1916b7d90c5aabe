import Casework
import Rules
import Service
import Values

/// The pages on which facts are stated: one for what concerns the enterprise, one for each other thing.
struct FactsPages: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) async throws -> Answer {
    let (file, group) = try await open(request)
    let values = form(file).values(group.facts, file.facts.values(file.state.content.facts))
    return .page(page(request, file, group, FormView(values: values)))
  }

  func save(_ request: WebRequest) async throws -> Answer {
    let (file, group) = try await open(request)
    let changeable = file.changeable(group)
    let (stated, problems) = form(file).read(changeable, request.form)
    guard problems.isEmpty else { return .page(page(request, file, group, FormView(values: request.form, problems: problems))) }
    if group.isCompany { try await Kept(desk: desk).merge(stated, request.account) }
    do {
      return try await file.save(request, request.form) { content in
        for (name, text) in stated { content.facts[name] = text }
      }
    } catch let refusal as Refusal where [.conflict, .invalid].contains(refusal.status) {
      let problem = file.problem(refusal, at: stated.first?.name ?? "")
      return .page(page(request, file, group, FormView(values: request.form, problems: [problem])))
    }
  }

  private func open(_ request: WebRequest) async throws -> (ClaimFile, ClaimFacts.Group) {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    guard let group = file.facts.groups.first(where: { $0.entity == request["entity"] }) else { throw Failure.notFound }
    return (file, group)
  }

  private func form(_ file: ClaimFile) -> FactForm { FactForm(book: desk.book, say: file.say) }

  private func page(_ request: WebRequest, _ file: ClaimFile, _ group: ClaimFacts.Group, _ view: FormView) -> Page {
    let changeable = file.changeable(group)
    let title = ClaimTasks.title(group, file.say)
    return Page(
      title, template: "enterprise/section",
      [
        "section_title": .text(title),
        "lead": .text(file.t(file.isCorrecting ? "facts_correct_lead" : group.isCompany ? "facts_company_lead" : "facts_lead")),
        "fields": .list(changeable.map { form(file).field($0, view) }), "has_fields": .flag(!changeable.isEmpty),
        "locked": Locked(file: file).facts(group.facts.filter { !changeable.contains($0) }), "hidden": .list(file.hidden(request)),
        "notes": Locked(file: file).notes(changeable.map { "fact:" + file.facts.name($0) }),
        "submit": Components.submit(file.t("save")), "back": .text(file.back(request.form["from"] ?? request.query["from"])),
      ], crumbs: file.crumbs, problems: view.problems)
  }
}

/// What can't be changed now, and what a reviewer said about what can.
struct Locked: Sendable {
  let file: ClaimFile

  /// Facts as they were stated; absent in a draft, where everything can be changed.
  func facts(_ facts: [FactIndex]) -> View {
    if facts.isEmpty { return .absent }
    return rows(ClaimSummary(file: file).rows(facts, change: nil))
  }

  /// Rows that are shown and locked.
  func rows(_ rows: [Components.Row]) -> View { rows.isEmpty ? .absent : Components.summary(rows) }

  /// What is to be corrected, in the words of the reviewer.
  func notes(_ fields: [String]) -> View {
    guard file.isCorrecting, let correction = file.state.correction else { return .list([]) }
    let summary = ClaimSummary(file: file)
    return .list(
      correction.items.filter { fields.contains($0.field) }.map { item in
        let reason = file.procedure.reasons.first { $0.code == item.reason }?.text[file.language] ?? item.reason
        return Components.notice(summary.label(item.field) + (file.language == .zh ? "：" : ": ") + reason, item.note, tone: .attention)
      })
  }
}

/// The facts that an enterprise keeps for next time.
struct Kept: Sendable {
  let desk: Desk

  /// What is kept, by name, each as JSON.
  func facts(of account: Identity) async throws -> [String: String] {
    guard let code = account.enterprise else { return [:] }
    return ClaimFacts.kept(try await desk.accounts.profile(of: code)?.facts, desk.book)
  }

  /// Puts stated facts among those kept; what was left empty is kept no longer. A colleague who was faster is taken along.
  func merge(_ stated: [(name: String, text: String?)], _ account: Identity) async throws {
    guard let code = account.enterprise else { throw Failure.notFound }
    for attempt in 0..<3 {
      let profile = try await desk.accounts.profile(of: code)
      var facts = ClaimFacts.kept(profile?.facts, desk.book)
      for (name, text) in stated { facts[name] = text }
      do {
        _ = try await desk.accounts.saveProfile(
          ClaimFacts.profile(facts), of: code, revision: profile?.revision ?? 0, by: .person(account.actor))
        return
      } catch let refusal as Refusal where refusal.code == "company.profile_changed" && attempt < 2 {
        continue
      }
    }
  }
}
