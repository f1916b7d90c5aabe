import Casework
import Service
import Values

/// What the people of an enterprise were told: the newest on their first page, all of it on a page of its own.
struct MessagesPage: Sendable {
  let desk: Desk

  /// How long a message stands on the first page, and how many do.
  private static let shown_days: Int64 = 14
  private static let most = 5

  /// The messages for the first page. What a draft was called to mind for stands there while it can still be done.
  func recent(_ request: WebRequest) async throws -> [View] {
    let actor = request.account.actor
    let since = desk.cases.time.now().adding(seconds: -Self.shown_days * 86_400)
    var views: [View] = []
    for told in try await desk.cases.messages(since: since, limit: Self.most, by: actor).items {
      if let view = try await notice(told, request) { views.append(view) }
    }
    return views
  }

  /// The messages about one claim, for its page.
  func recent(_ file: ClaimFile, _ request: WebRequest) async throws -> [View] {
    let since = desk.cases.time.now().adding(seconds: -Self.shown_days * 86_400)
    let told = try await desk.cases.messages(case: file.state.id, since: since, limit: Self.most, by: request.account.actor).items
    return told.filter { isTopical($0, file) }.map {
      Components.notice(title($0, file), text($0, file, request.language), tone: .attention)
    }
  }

  private func notice(_ told: CaseService.ToldMessage, _ request: WebRequest) async throws -> View? {
    let state = try await desk.cases.read(case: told.message.caseID, by: request.account.actor)
    guard let file = ClaimFile(desk, state, request.voice), isTopical(told, file) else { return nil }
    return Components.notice(
      title(told, file), text(told, file, request.language), tone: .attention,
      links: [Components.Link(file.t("message_go", ["number": state.id]), file.path)])
  }

  private func isTopical(_ told: CaseService.ToldMessage, _ file: ClaimFile) -> Bool {
    guard case .draftClosing(_, let closes) = told.message.content else { return true }
    return file.isDraft && desk.today <= closes
  }

  private func title(_ told: CaseService.ToldMessage, _ file: ClaimFile) -> String {
    switch told.message.content {
    case .accountChanged: file.t("message_account", ["claim": file.title])
    case .draftClosing(_, let closes): file.t("message_draft", ["claim": file.title, "date": closes.shown(file.language)])
    }
  }

  private func text(_ told: CaseService.ToldMessage, _ file: ClaimFile, _ language: Language) -> String {
    switch told.message.content {
    case .accountChanged(let before, let after, let usableFrom):
      file.t(
        "message_account_text",
        [
          "time": Moment(told.at)?.shown(language) ?? told.at, "before": before ?? "—", "after": after, "date": usableFrom.shown(language),
        ])
    case .draftClosing: file.t("message_draft_text")
    }
  }

  // MARK: All of them

  func show(_ request: WebRequest) async throws -> Answer {
    let paging = ListPaging(request)
    let page = try await desk.cases.messages(
      before: try paging.place().flatMap { Int64($0) }, limit: ListPaging.size, by: request.account.actor)
    return .page(
      Parts.page(
        request.t("enterprise.messages_all"), lead: request.t("enterprise.messages_lead"),
        crumbs: [.init(title: request.t("enterprise.my_title"), path: "/my")],
        [
          try await listing(page.items, request).table(request.language), paging.links(next: page.next),
          Parts.files("/my/messages", Query(), request),
        ]))
  }

  func file(_ file: ListFile, _ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let all = try await CaseService.Page.all {
      try await desk.cases.messages(before: $0.flatMap { Int64($0) }, limit: CaseService.chunk, by: actor)
    }
    return try await file.answer(try await listing(all, request), at: desk.cases.time.now().text)
  }

  private func listing(_ told: [CaseService.ToldMessage], _ request: WebRequest) async throws -> Listing {
    let words = CaseWords(desk, request)
    let names = await words.names(of: told.map(\.actor))
    var rows: [[Listing.Cell]] = []
    for item in told {
      let state = try await desk.cases.read(case: item.message.caseID, by: request.account.actor)
      guard let file = ClaimFile(desk, state, request.voice) else { continue }
      rows.append([
        .text(words.time(item.at)), .text(state.id, path: file.path), .text(title(item, file)), .text(text(item, file, request.language)),
        .text(names[item.actor] ?? item.actor),
      ])
    }
    return Listing(
      name: request.t("enterprise.messages_all"),
      columns: [
        .words(request.t("parts.time")), .words(request.t("parts.case")), .words(request.t("enterprise.message_what")),
        .words(request.t("enterprise.message_text")), .words(request.t("parts.who")),
      ], rows: rows, empty: request.t("enterprise.messages_none"))
  }
}
