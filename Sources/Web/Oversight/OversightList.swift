import Casework
import Service
import Values

/// A list that supervisors and auditors keep an eye on: its first rows for the overview, its pages, its files.
struct OversightList {
  /// Which list; the name is the end of its address and of its words.
  enum Kind: String, CaseIterable {
    case overdue, near, paused, promises, objections, vouchers, accounts, exact

    /// How long it is.
    var count: KeyPath<CaseService.OversightCounts, Int> {
      switch self {
      case .overdue: \.overdue
      case .near: \.near
      case .paused: \.paused
      case .promises: \.promises
      case .objections: \.objections
      case .vouchers: \.vouchers
      case .accounts: \.accounts
      case .exact: \.limits
      }
    }
  }

  let kind: Kind
  let desk: Desk
  let request: WebRequest

  init(_ kind: Kind, _ desk: Desk, _ request: WebRequest) {
    self.kind = kind
    self.desk = desk
    self.request = request
  }

  /// The list that an address names.
  init(_ name: String, of desk: Desk, _ request: WebRequest) throws(Failure) {
    guard let kind = Kind(rawValue: name) else { throw Failure.notFound }
    self.init(kind, desk, request)
  }

  /// The last day that counts as near: three working days from today.
  static func nearDay(_ desk: Desk) -> CivilDate { desk.book.calendar.date(workingDays: 3, after: desk.today)?.date ?? desk.today }

  var path: String { "/oversight/lists/" + kind.rawValue }
  var title: String { request.t("oversight.list_" + kind.rawValue) }

  private var words: CaseWords { CaseWords(desk, request) }

  /// A page of it, or a file where the address ends like one.
  static func answer(_ desk: Desk, _ request: WebRequest) async throws -> Answer {
    let asked = FileName(request["list"])
    let list = try OversightList(asked.name, of: desk, request)
    if asked.ending == nil { return .page(try await list.page()) }
    guard let file = asked.list else { throw Failure.notFound }
    var rows: [[Listing.Cell]] = []
    var part: (listing: Listing, next: String?)
    var cursor: String?
    repeat {
      part = try await list.rows(after: cursor, limit: CaseService.chunk)
      rows += part.listing.rows
      cursor = part.next
    } while cursor != nil
    return try await file.answer(
      Listing(name: part.listing.name, columns: part.listing.columns, rows: rows, empty: part.listing.empty),
      at: desk.cases.time.now().text)
  }

  private func page() async throws -> Page {
    let paging = ListPaging(request)
    let part = try await rows(after: try paging.place(), limit: ListPaging.size)
    return Parts.page(
      title, crumbs: [.init(title: request.t("oversight.title"), path: "/oversight")], isWide: true,
      [part.listing.table(request.language, isHeaded: true), paging.links(next: part.next), Parts.files(path, Query(), request)])
  }

  /// Some rows of it, and where the next ones begin.
  func rows(after cursor: String? = nil, limit: Int) async throws -> (listing: Listing, next: String?) {
    let (cases, actor, today) = (desk.cases, request.account.actor, desk.today)
    switch kind {
    case .overdue, .near:
      var filter = CaseService.Filter()
      filter.isByDueDay = true
      filter.dueFrom = kind == .near ? today : nil
      filter.dueBy = kind == .near ? Self.nearDay(desk) : today.adding(days: -1)
      let page = try await cases.list(filter, after: cursor, limit: limit, by: actor)
      return (due(page.items), page.next)
    case .paused:
      let page = try await cases.pausedCases(after: cursor, limit: limit, by: actor)
      return (paused(page.items), page.next)
    case .promises:
      let page = try await cases.latePromises(before: today, after: cursor, limit: limit, by: actor)
      return (promises(page.items), page.next)
    case .objections:
      let page = try await cases.objections(.init(isOpenOnly: true), after: cursor, limit: limit, by: actor)
      return (objections(page.items.map(\.objection)), page.next)
    case .vouchers:
      let page = try await cases.sharedVouchers(after: cursor, limit: limit, by: actor)
      return (outliers(page.items), page.next)
    case .accounts:
      let page = try await cases.sharedAccounts(after: cursor, limit: limit, by: actor)
      return (outliers(page.items), page.next)
    case .exact:
      let page = try await cases.exactLimits(after: cursor, limit: limit, by: actor)
      return (outliers(page.items), page.next)
    }
  }

  private func listing(_ columns: [Listing.Column], _ rows: [[Listing.Cell]]) -> Listing {
    Listing(name: title, columns: columns, rows: rows, empty: request.t("oversight.nothing"))
  }

  static func link(_ id: String) -> Listing.Cell { .text(id, path: "/oversight/cases/" + PercentCoding.encode(id)) }

  /// What is left until a day, in working days whatever the period counts.
  private func left(_ day: CivilDate) -> String {
    Shown.left(on: desk.today, until: day, desk.book.calendar, request.words, request.language)
  }

  private func due(_ cases: [CaseService.Summary]) -> Listing {
    listing(
      [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("parts.place")),
        .words(request.t("parts.office")), .words(request.t("oversight.left")),
      ],
      cases.map { item in
        let left = item.dueDay.map(self.left)
        return [
          Self.link(item.id), .text(item.enterpriseName), .text(words.place(item.place, item.procedure)), .text(words.office(item.office)),
          .optional(left),
        ]
      })
  }

  private func paused(_ cases: [CaseService.PausedCase]) -> Listing {
    listing(
      [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("parts.place")),
        .words(request.t("oversight.since")), .figures(request.t("oversight.working_days")),
      ],
      cases.map { item in
        [
          Self.link(item.summary.id), .text(item.summary.enterpriseName), .text(words.place(item.summary.place, item.summary.procedure)),
          .optional(item.since),
          item.since.map { .count(desk.book.calendar.workingDays(after: $0, through: max($0, desk.today)).count) } ?? .none,
        ]
      })
  }

  private func promises(_ promises: [CaseService.LatePromise]) -> Listing {
    listing(
      [
        .words(request.t("parts.case")), .words(request.t("parts.enterprise")), .words(request.t("papers.kind")),
        .words(request.t("papers.until")),
      ],
      promises.map { item in
        let paper = desk.book.procedure(item.procedure)?.papers.first { $0.id == item.paper }?.title[request.language] ?? item.paper
        return [Self.link(item.caseID), .text(item.enterpriseName), .text(paper), .optional(item.due)]
      })
  }

  private func objections(_ objections: [Objection]) -> Listing {
    let calendar = desk.book.calendar
    return listing(
      [
        .words(request.t("oversight.objection")), .words(request.t("parts.case")), .words(request.t("notices.level")),
        .words(request.t("notices.state")), .words(request.t("oversight.left")),
      ],
      objections.map { item in
        let isFound = item.findings.last?.level == item.level
        let due = isFound ? nil : item.clock.deadline(calendar)?.date
        let left = due.map(self.left)
        return [
          .text(item.id, path: ObjectionPages.path(item.id)), Self.link(item.caseID),
          .text(request.t("notices.level_" + item.level.rawValue)),
          .text(request.t(isFound ? "notices.found" : "notices.being_checked")), .optional(left),
        ]
      })
  }

  private func outliers(_ outliers: [CaseService.Outlier]) -> Listing {
    listing(
      [
        .words(request.t("oversight.same_" + kind.rawValue)), .figures(request.t("parts.sum")), .words(request.t("parts.case")),
        .words(request.t("parts.enterprise")),
      ],
      outliers.flatMap { outlier in
        let what = kind == .exact ? words.measure(outlier.what) : outlier.what
        let rest = outlier.count - outlier.cases.count
        return outlier.cases.map { item in
          [.text(what), .optional(outlier.amount), Self.link(item.caseID), .text(item.enterpriseName)]
        } + (rest > 0 ? [[.text(what), .none, .text(request.t("oversight.and_more", ["count": String(rest)])), .none]] : [])
      })
  }
}
