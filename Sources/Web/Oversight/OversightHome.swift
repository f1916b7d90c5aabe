import Casework
import Service
import Values

/// How much is late, will soon be late, stands still or stands out, with the first of each.
struct OversightHome {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The rows of a list that this page shows; all of them have a page of their own.
  private static let most = 10

  func page() async throws -> Page {
    let language = request.language
    let counts = try await desk.cases.oversightCounts(on: desk.today, near: OversightList.nearDay(desk), by: request.account.actor)
    let stuck = desk.dueActs.failed
    var rows: [[Listing.Cell]] = [[.text(request.t("oversight.stuck")), .count(stuck.count)]]
    var parts = [Parts.heading(request.t("oversight.stuck")), stuckList(stuck)]
    for kind in OversightList.Kind.allCases {
      let list = OversightList(kind, desk, request)
      let (title, count) = (list.title, counts[keyPath: kind.count])
      rows.append([.text(title, path: count > 0 ? list.path : nil), .count(count)])
      parts += [Parts.heading(title), try await list.rows(limit: Self.most).listing.table(language, isHeaded: true)]
      if count > Self.most { parts.append(Parts.links([.init(request.t("oversight.see_all", ["count": String(count)]), list.path)])) }
    }
    let overview = Listing(
      name: request.t("oversight.overview"), columns: [.words(request.t("oversight.list")), .figures(request.t("oversight.count"))],
      rows: rows)
    return Parts.page(
      request.t("oversight.title"), lead: request.t("oversight.lead", ["date": desk.today.shown(language)]), isWide: true,
      [
        overview.table(language),
        .part(
          "oversight/find",
          [
            "action": "/oversight/cases", "button": .text(request.t("parts.search")),
            "field": FormView().text("id", label: request.t("oversight.find_case"), width: .medium),
          ]),
      ] + parts)
  }

  /// What the system should have done by itself and could not.
  private func stuckList(_ ids: [String]) -> View {
    Listing(
      name: request.t("oversight.stuck"), columns: [.words(request.t("oversight.of"))],
      rows: ids.map { id in
        switch id.first {
        case "N": [.text(id, path: "/notices/" + PercentCoding.encode(id))]
        case "O": [.text(id, path: ObjectionPages.path(id))]
        default: [OversightList.link(id)]
        }
      }, empty: request.t("oversight.nothing")
    ).table(request.language, isHeaded: true)
  }
}
