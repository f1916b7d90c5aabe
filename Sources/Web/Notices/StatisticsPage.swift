import Service
import Values

/// Figures of all claims handed in: by measure, office and year. Nothing in them names an enterprise, or speaks of one.
struct StatisticsPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  private typealias Line = PublicFigures.Line

  private func figures() async throws -> [Line] { PublicFigures(try await desk.cases.statistics(), desk.book).lines }

  private func few() -> String { request.t("notices.few", ["n": String(PublicFigures.least)]) }

  private func listing(_ lines: [Line]) -> Listing {
    let words = CaseWords(desk, request)
    var listing = Listing(
      name: request.t("notices.statistics"),
      columns: [
        .words(request.t("notices.claim_year")), .words(request.t("parts.measure")), .words(request.t("parts.office")),
        .figures(request.t("notices.claims")), .figures(request.t("notices.granted")), .figures(request.t("notices.paid")),
      ],
      rows: lines.map { line in
        [
          .text(String(line.year)),
          line.subject.map { .text(words.measure($0.measure), path: "/policies/" + PercentCoding.encode($0.measure)) } ?? .text(few()),
          .optional(line.subject.map { words.office($0.office) }), .count(line.claims), .money(line.granted), .money(line.paid),
        ]
      }, empty: request.t("notices.no_figures")
    ).totalled(request.t("parts.total"), sums: [4, 5])
    listing.totals?[3] = .count(lines.reduce(0) { $0 + $1.claims })
    return listing
  }

  func page() async throws -> Page {
    let lines = try await figures()
    let words = CaseWords(desk, request)
    var parts: [View] = []
    if !lines.isEmpty {
      let all = lines.reduce(into: Line(year: 0, subject: nil)) { $0.add($1) }
      parts.append(
        Components.summary([
          .init(request.t("notices.claims"), String(all.claims)),
          .init(request.t("notices.granted_word"), all.granted.shown(request.language)),
          .init(request.t("notices.paid_word"), all.paid.shown(request.language)),
        ]))
      parts.append(chart("notices.by_measure", "parts.measure", lines) { $0.subject.map { words.measure($0.measure) } ?? few() })
      parts.append(chart("notices.by_office", "parts.office", lines) { $0.subject.map { words.office($0.office) } ?? few() })
      parts.append(chart("notices.by_year", "notices.claim_year", lines) { String($0.year) })
      parts.append(Parts.heading(request.t("notices.all_figures")))
    }
    parts.append(listing(lines).table(request.language))
    parts.append(Parts.files("/statistics", Query(), request))
    return Parts.page(
      request.t("notices.statistics"), lead: request.t("notices.statistics_lead", ["n": String(PublicFigures.least)]), parts)
  }

  private func chart(_ title: String, _ label: String, _ lines: [Line], by name: (Line) -> String) -> View {
    let sums = lines.reduce(into: [String: Money]()) { sums, line in
      sums[name(line)] = (sums[name(line)] ?? .zero).adding(line.granted) ?? .greatest
    }
    let bars = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = bars.reduce(Money.zero) { $0.adding($1.value) ?? .greatest }
    return Charts.bars(
      caption: request.t(title), labelTitle: request.t(label), valueTitle: request.t("notices.granted"),
      bars.map {
        Charts.Bar($0.key, $0.value.minor, shown: Number.grouped($0.value.description), drawn: $0.value.shown(request.language))
      },
      total: (request.t("parts.total"), Number.grouped(total.description)))
  }

  func file(_ file: ListFile) async throws -> Answer {
    try await file.answer(listing(try await figures()), at: desk.cases.time.now().text)
  }
}
