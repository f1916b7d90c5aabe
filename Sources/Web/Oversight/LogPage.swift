import Service
import Values

/// The log of everything, the latest first; it can be narrowed to one case.
struct LogPage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func page() async throws -> Page {
    let id = FieldText.narrow(request.query["id"] ?? "")
    let stream = id.isEmpty ? nil : id.contains("/") || id.hasPrefix("account-") ? id : "case/" + id
    let list = "oversight/log/" + (stream ?? "")
    let path = Query(id.isEmpty ? [] : [("id", id)])
    let place = try request.place(list: list).flatMap(Int64.init)
    let page = try await desk.cases.log(stream: stream, before: place, by: request.account.actor)
    let words = CaseWords(desk, request)
    let names = await words.names(of: page.items.map(\.actor) + page.items.compactMap { Self.account($0.stream) })
    let listing = Listing(
      name: request.t("oversight.log"),
      columns: [
        .figures(request.t("oversight.seq")), .words(request.t("parts.time")), .words(request.t("parts.who")),
        .words(request.t("parts.role")),
        .words(request.t("oversight.what")), .words(request.t("oversight.of")), .words(request.t("oversight.hash")),
      ],
      rows: page.items.map { line in
        [
          .count(Int(line.seq)), .text(words.time(line.at)), .text(names[line.actor] ?? line.actor),
          .text(words.role(line.role, of: line.actor)),
          .text(LogWords.act(line.type, request)), of(line.stream, names), .text(String(line.hash.prefix(12))),
        ]
      })
    let form = FormView(values: FormValues(request.query))
    return Parts.page(
      request.t("oversight.log"), lead: request.t("oversight.log_lead"),
      crumbs: [.init(title: request.t("oversight.title"), path: "/oversight")], isWide: true,
      [
        Parts.search([form.text("id", label: request.t("oversight.log_of"), width: .medium)], button: request.t("parts.search")),
        listing.table(request.language),
        Components.pages(
          previous: place == nil ? nil : path.address("/oversight/log"),
          next: page.next.map { path.setting("cursor", request.cursor($0, list: list)).address("/oversight/log") }),
      ])
  }

  /// The account that a stream is about, if it is.
  private static func account(_ stream: String) -> String? {
    stream.hasPrefix("account-") ? String(stream.dropFirst("account-".count)) : nil
  }

  private func of(_ stream: String, _ names: [String: String]) -> Listing.Cell {
    if let account = Self.account(stream) { return .text(names[account] ?? account) }
    if stream.hasPrefix("company-") { return .text(String(stream.dropFirst("company-".count))) }
    let parts = stream.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return .text(stream) }
    switch parts[0] {
    case "fund":
      let fund = parts[1].split(separator: "/").map(String.init)
      guard fund.count == 2 else { return .text(stream) }
      let name = request.t("fund.fund_name", ["scheme": CaseWords(desk, request).scheme(fund[0]), "year": fund[1]])
      return .text(name, path: "/fund/" + fund.map { PercentCoding.encode($0) }.joined(separator: "/"))
    case "objection": return .text(parts[1], path: "/desk/objections/" + PercentCoding.encode(parts[1]))
    case "plan": return .text(parts[1], path: "/desk/plans/" + PercentCoding.encode(parts[1]))
    case "release", "report", "call": return .text(parts[1])
    case "case", "readings", "messages": return .text(parts[1], path: "/oversight/cases/" + PercentCoding.encode(parts[1]))
    case "notice": return .text(parts[1], path: "/notices/" + PercentCoding.encode(parts[1]))
    case "batch": return .text(parts[1], path: "/payments/" + PercentCoding.encode(parts[1]))
    default: return .text(stream)
    }
  }
}

/// The types of events in words; one that has none is shown as it is.
enum LogWords {
  /// The key of the words of a type.
  static func key(_ type: String) -> String { "oversight.event_" + type.replacing(".", with: "_").replacing("-", with: "_") }

  static func act(_ type: String, _ request: WebRequest) -> String {
    let key = key(type)
    return request.words.contains(key) ? request.t(key) : type
  }
}
