import Casework
import FundLedger
import Policy
import Service
import Values

/// Where the money of every fund stands: the parts always add up to the appropriation.
struct FundBook {
  let desk: Desk
  let request: WebRequest
  let funds: [CaseService.FundView]

  init(_ desk: Desk, _ request: WebRequest, _ funds: [CaseService.FundView]) {
    self.desk = desk
    self.request = request
    self.funds = funds
  }

  /// The places of money on its way, from free to recovered.
  static let places: [Bucket] = Bucket.allCases.filter { $0 != .treasury }

  private func name(_ bucket: Bucket) -> String { request.t("fund.bucket_" + bucket.rawValue) }

  /// One line a fund, one column a place.
  var listing: Listing {
    let words = CaseWords(desk, request)
    return Listing(
      name: request.t("fund.title"),
      columns: [
        .words(request.t("fund.scheme")), .words(request.t("parts.year")), .words(request.t("fund.payer")),
        .figures(request.t("fund.appropriation")),
      ]
        + Self.places.map { .figures(name($0)) },
      rows: funds.map { view in
        [
          .text(words.scheme(view.fund.scheme)), .text(String(view.fund.year), path: Self.path(view.fund)),
          .text(payer(view)), .money(view.appropriation),
        ] + Self.places.map { .money(view.balances[$0] ?? .zero) }
      }, empty: request.t("fund.none"))
  }

  private func payer(_ view: CaseService.FundView) -> String {
    desk.book.payer(view.share, of: view.fund.scheme)[request.language]
  }

  /// The role that enters budgets, in the city or for its own district.
  static let budgeting: Set<Role> = [.finance, .districtFinance]

  static func path(_ fund: Fund) -> String { "/fund/\(PercentCoding.encode(fund.scheme))/\(fund.year)" }

  func page() -> Page {
    var parts: [View] = []
    if Self.budgeting.contains(request.account.role) {
      var links = [
        Components.Link(request.t("fund.appropriate"), "/fund/appropriate"), .init(request.t("fund.reduce"), "/fund/reduce"),
      ]
      if request.account.role == .finance {
        links += [
          .init(request.t("fund.release"), "/fund/release"), .init(request.t("fund.recovered"), "/fund/recovered"),
        ]
      }
      parts.append(Parts.links(links))
    }
    if ReleaseList.readers.admits(request.account.role) {
      parts.append(Parts.links([.init(request.t("fund.releases"), "/fund/releases")]))
    }
    for view in funds where !view.isBalanced {
      parts.append(
        Components.notice(
          request.t("fund.unbalanced"), request.t("fund.unbalanced_text"), tone: .bad,
          links: [
            .init(partName(view), Self.path(view.fund))
          ]))
    }
    if funds.isEmpty {
      parts.append(Parts.text(request.t("fund.none")))
    } else {
      parts += [listing.table(request.language, isHeaded: true), Parts.files("/fund", request.query, request)]
    }
    return Parts.page(request.t("fund.title"), lead: request.t("fund.lead"), isWide: true, parts)
  }

  private func partName(_ view: CaseService.FundView) -> String {
    request.t(
      "fund.part_name",
      ["scheme": CaseWords(desk, request).scheme(view.fund.scheme), "year": String(view.fund.year), "payer": payer(view)])
  }

  /// Where the money of each payer stands, as a figure.
  func figures() -> [View] {
    let language = request.language
    return funds.flatMap { view in
      [
        Parts.heading(payer(view)),
        Charts.bars(
          caption: partName(view), labelTitle: request.t("fund.where"), valueTitle: request.t("parts.sum"),
          Self.places.map { bucket in
            let sum = view.balances[bucket] ?? .zero
            return Charts.Bar(name(bucket), max(sum.minor, 0), shown: Number.grouped(sum.description), drawn: sum.shown(language))
          }, total: (request.t("fund.appropriation"), Number.grouped(view.appropriation.description))),
        Parts.text(
          request.t(
            "fund.adds_up",
            ["sum": view.appropriation.shown(language), "spent": (view.balances[.paid] ?? .zero).shown(language)]), isHint: true),
      ]
    }
  }
}

/// The entries of one fund, the latest first.
struct FundEntries {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func answer() async throws -> Answer {
    let asked = FileName(request["year"])
    guard let year = Int(asked.name), let procedure = desk.book.procedures.first(where: { $0.fund == request["scheme"] }) else {
      throw Failure.notFound
    }
    let fund = Fund(scheme: procedure.fund, year: year)
    let actor = request.account.actor
    if let file = asked.list {
      let all = try await CaseService.Page.all {
        try await desk.cases.entries(of: fund, before: $0.flatMap(Int64.init), limit: CaseService.chunk, by: actor)
      }
      return try await file.answer(await listing(all, fund), at: desk.cases.time.now().text)
    }
    guard asked.ending == nil else { throw Failure.notFound }
    let list = "fund/\(fund.scheme)/\(fund.year)"
    let page = try await desk.cases.entries(of: fund, before: try request.place(list: list).flatMap(Int64.init), by: actor)
    let isFirst = request.query["cursor"] == nil
    let parts = FundBook(desk, request, isFirst ? try await desk.cases.funds(by: actor).filter { $0.fund == fund } : [])
    let path = FundBook.path(fund)
    let title = title(fund)
    let next = page.next.map { Query([("cursor", request.cursor($0, list: list))]).address(path) }
    return .page(
      Parts.page(
        title, lead: request.t("fund.entries_lead"), crumbs: [.init(title: request.t("fund.title"), path: "/fund")], isWide: true,
        parts.figures() + [
          await listing(page.items, fund).table(request.language),
          Components.pages(previous: isFirst ? nil : path, next: next), Parts.files(path, Query(), request),
        ]))
  }

  private func title(_ fund: Fund) -> String {
    request.t("fund.entries_title", ["scheme": CaseWords(desk, request).scheme(fund.scheme), "year": String(fund.year)])
  }

  private func listing(_ entries: [CaseService.EntryLine], _ fund: Fund) async -> Listing {
    let words = CaseWords(desk, request)
    let names = await words.names(of: entries.map(\.actor))
    return Listing(
      name: title(fund),
      columns: [
        .figures(request.t("fund.entry_number")), .words(request.t("parts.day")), .words(request.t("fund.payer")),
        .words(request.t("fund.act")), .words(request.t("fund.from")), .words(request.t("fund.to")),
        .figures(request.t("parts.sum")), .words(request.t("parts.case")), .words(request.t("fund.reference")),
        .words(request.t("parts.who")),
      ],
      rows: entries.map { entry in
        [
          .count(Int(entry.seq)), .optional(entry.day),
          .text(desk.book.payer(entry.share, of: entry.fund.scheme)[request.language]), .text(request.t("fund.act_" + entry.act)),
          .text(request.t("fund.bucket_" + entry.credit)), .text(request.t("fund.bucket_" + entry.debit)), .money(entry.amount),
          entry.caseID.map { .text($0, path: casePath($0)) } ?? .none, .text(entry.reference), .text(names[entry.actor] ?? entry.actor),
        ]
      }, empty: request.t("fund.no_entries"))
  }

  private func casePath(_ id: String) -> String? {
    switch request.account.role {
    case .supervisor, .auditor: "/oversight/cases/" + id
    case .cityReviewer: "/desk/cases/" + id
    default: nil
    }
  }
}
