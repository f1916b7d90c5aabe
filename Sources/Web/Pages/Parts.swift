import Service
import Values

/// Pages put together from parts, one after the other: lists, forms and explanations that need no template of their own.
enum Parts {
  /// A page of parts.
  static func page(
    _ title: String, lead: String? = nil, crumbs: [Page.Crumb] = [], problems: [FieldProblem] = [], isWide: Bool = false, _ parts: [View]
  ) -> Page {
    Page(
      title, template: "parts/page", ["title": .text(title), "lead": .optional(lead), "parts": .list(parts)], crumbs: crumbs,
      problems: problems, isWide: isWide)
  }

  /// A heading of the second level.
  static func heading(_ text: String) -> View { .part("parts/heading", ["text": .text(text)]) }

  /// A paragraph.
  static func text(_ text: String, isHint: Bool = false) -> View { .part("parts/text", ["text": .text(text), "is_hint": .flag(isHint)]) }

  /// Links side by side.
  static func links(_ links: [Components.Link]) -> View { .part("parts/links", ["links": .list(links.map(\.view))]) }

  /// The links to a list as files: the same address with another ending, filters included.
  static func files(_ path: String, _ query: Query = Query(), _ request: WebRequest) -> View {
    links(
      ListFile.allCases.map {
        Components.Link(request.t("parts.save_" + $0.rawValue), query.setting("cursor", nil).address(path + "." + $0.rawValue))
      })
  }

  /// Machine text, such as a hash or a record.
  static func code(_ text: String, label: String) -> View { .part("parts/code", ["text": .text(text), "label": .text(label)]) }

  /// A form that does something; it carries a fresh key, so that it acts once.
  static func form(
    _ fields: [View], button: String, action: String? = nil, hidden: [(String, String)] = [], isUpload: Bool = false, isGrave: Bool = false,
    back: Components.Link? = nil
  ) -> View {
    .part(
      "parts/form",
      [
        "fields": .list(fields), "button": .text(button), "action": .optional(action), "is_upload": .flag(isUpload),
        "is_grave": .flag(isGrave),
        "hidden": .list((hidden + [FormOnce.field()]).map { ["name": .text($0.0), "value": .text($0.1)] }), "back": back?.view ?? .absent,
      ])
  }

  /// A form that only looks.
  static func search(_ fields: [View], button: String) -> View {
    .part("parts/search", ["fields": .list(fields), "button": .text(button)])
  }

  /// The page before an act that can't be undone, with what goes along unseen.
  static func interruption(
    _ title: String, consequences: [String], button: String, hidden: [(String, String)], back: Components.Link, table: View? = nil
  ) -> Page {
    Components.interruption(
      title, consequences: consequences, button: button, hidden: hidden + [("stage", "act"), FormOnce.field()], back: back, table: table)
  }

  /// Rows to choose from, all chosen at first.
  static func choose(
    _ listing: Listing, ids: [String], chosen: Set<String>?, label: (Int) -> String, button: String, language: Language,
    hidden: [(String, String)] = []
  ) -> View {
    let shown = listing.table(language)
    guard case .list(let rows)? = shown["rows"] else { return shown }
    let marked = zip(rows, ids).enumerated().map { index, pair -> View in
      pair.0.adding([
        "id": .text(index == 0 ? "case" : "case-\(index + 1)"), "value": .text(pair.1), "label": .text(label(index)),
        "is_chosen": .flag(chosen?.contains(pair.1) ?? true),
      ])
    }
    return .part(
      "parts/choose",
      [
        "caption": .text(listing.name), "columns": shown["columns"] ?? .absent, "rows": .list(marked), "button": .text(button),
        "totals": shown["totals"] ?? .absent, "has_totals": shown["has_totals"] ?? false,
        "hidden": .list(hidden.map { ["name": .text($0.0), "value": .text($0.1)] }),
      ])
  }
}
