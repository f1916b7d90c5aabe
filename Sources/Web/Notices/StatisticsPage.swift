import Service
import Values

/// Figures of all claims handed in: by measure, office and year. Nothing in them names an enterprise.
struct StatisticsPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// What is counted of one measure, office and year.
  struct Figures: Sendable, Equatable {
    var claims = 0
    var granted = Money.zero
    var paid = Money.zero

    /// Adds a place. Sums of claims that were refused, withdrawn or stopped are not granted any more.
    mutating func add(_ count: CaseService.Count) {
      claims += count.cases
      if !["refused", "withdrawn", "missed", "stopped"].contains(count.place) { granted = granted.adding(count.granted) ?? .greatest }
      paid = paid.adding(count.paid) ?? .greatest
    }
  }

  private struct Key: Hashable, Comparable {
    let year: Int
    let measure, office: String
    static func < (a: Key, b: Key) -> Bool { (-a.year, a.measure, a.office) < (-b.year, b.measure, b.office) }
  }

  private static func grouped<K: Hashable>(_ counts: [CaseService.Count], by key: (CaseService.Count) -> K) -> [K: Figures] {
    counts.reduce(into: [:]) { $0[key($1), default: Figures()].add($1) }
  }

  private func listing(_ counts: [CaseService.Count]) -> Listing {
    let words = CaseWords(desk, request)
    let groups = Self.grouped(counts) { Key(year: $0.year, measure: $0.measure, office: $0.office) }
    var listing = Listing(
      name: request.t("notices.statistics"),
      columns: [
        .words(request.t("notices.claim_year")), .words(request.t("parts.measure")), .words(request.t("parts.office")),
        .figures(request.t("notices.claims")), .figures(request.t("notices.granted")), .figures(request.t("notices.paid")),
      ],
      rows: groups.sorted { $0.key < $1.key }.map { key, figures in
        [
          .text(String(key.year)), .text(words.measure(key.measure), path: "/policies/" + PercentCoding.encode(key.measure)),
          .text(words.office(key.office)), .count(figures.claims), .money(figures.granted), .money(figures.paid),
        ]
      }, empty: request.t("notices.no_figures")
    ).totalled(request.t("parts.total"), sums: [4, 5])
    listing.totals?[3] = .count(groups.values.reduce(0) { $0 + $1.claims })
    return listing
  }

  func page() async throws -> Page {
    let counts = try await desk.cases.statistics()
    let words = CaseWords(desk, request)
    var parts: [View] = []
    if !counts.isEmpty {
      let all = Self.grouped(counts) { _ in 0 }[0] ?? Figures()
      parts.append(
        Components.summary([
          .init(request.t("notices.claims"), String(all.claims)),
          .init(request.t("notices.granted_word"), all.granted.shown(request.language)),
          .init(request.t("notices.paid_word"), all.paid.shown(request.language)),
        ]))
      parts.append(chart("notices.by_measure", "parts.measure", Self.grouped(counts) { words.measure($0.measure) }))
      parts.append(chart("notices.by_office", "parts.office", Self.grouped(counts) { words.office($0.office) }))
      parts.append(chart("notices.by_year", "notices.claim_year", Self.grouped(counts) { String($0.year) }))
      parts.append(Parts.heading(request.t("notices.all_figures")))
    }
    parts.append(listing(counts).table(request.language))
    parts.append(Parts.files("/statistics", Query(), request))
    return Parts.page(request.t("notices.statistics"), lead: request.t("notices.statistics_lead"), parts)
  }

  private func chart(_ title: String, _ label: String, _ groups: [String: Figures]) -> View {
    let bars = groups.sorted { ($1.value.granted, $0.key) < ($0.value.granted, $1.key) }
    let total = bars.reduce(Money.zero) { $0.adding($1.value.granted) ?? .greatest }
    return Charts.bars(
      caption: request.t(title), labelTitle: request.t(label), valueTitle: request.t("notices.granted"),
      bars.map { key, figures in
        Charts.Bar(
          key, figures.granted.minor, shown: Number.grouped(figures.granted.description), drawn: figures.granted.shown(request.language))
      },
      total: (request.t("parts.total"), Number.grouped(total.description)))
  }

  func file(_ file: ListFile) async throws -> Answer {
    try await file.answer(listing(try await desk.cases.statistics()), at: desk.cases.time.now().text)
  }
}
