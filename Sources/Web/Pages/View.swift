import Mustache

/// What a template prints: texts, truths, lists and maps; written as literals.
///
///     ["name": .text(name), "rows": .list(rows.map { ["id": .text($0.id)] }), "is_open": true]
///
/// Texts are escaped when printed. A map hides the keys of the maps around it only where it has them; a part (`View.part`) hides all but the
/// words, so that a missing key of a component never prints something of its page.
indirect enum View: Sendable, Equatable {
  /// A text, escaped when printed; empty counts as absent for sections.
  case text(String)
  /// A truth.
  case flag(Bool)
  /// A list.
  case list([View])
  /// Keys.
  case map([String: View])
  /// A component: the template that draws it (`{{>*.partial}}`), with its keys.
  case part(String, [String: View])
  /// Nothing.
  case absent

  /// A text, or nothing.
  static func optional(_ text: String?) -> View { text.map { .text($0) } ?? .absent }
  /// A whole number.
  static func number(_ value: some BinaryInteger) -> View { .text(String(value)) }

  /// The value of a key of a map or part.
  subscript(_ key: String) -> View? {
    switch self {
    case .map(let entries), .part(_, let entries): entries[key]
    default: nil
    }
  }

  /// The same map with more keys; those given win.
  func adding(_ more: [String: View]) -> View {
    switch self {
    case .map(let entries): .map(entries.merging(more) { $1 })
    case .part(let name, let entries): .part(name, entries.merging(more) { $1 })
    default: self
    }
  }
}

extension View: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(dictionaryLiteral elements: (String, View)...) { self = .map(Dictionary(elements) { $1 }) }
  init(arrayLiteral elements: View...) { self = .list(elements) }
}

extension View {
  /// As the template engine takes it.
  var rendered: Any {
    switch self {
    case .text(let text): text.isEmpty ? Nothing() as Any : text
    case .flag(let truth): truth
    case .list(let items): items.map(\.rendered)
    case .map(let entries): entries.mapValues(\.rendered)
    case .part(let name, let entries): Part(partial: name, entries: entries.mapValues(\.rendered))
    case .absent: Nothing()
    }
  }

  /// Prints as nothing and opens no section, yet is found, so that no outer key of the same name shows through.
  private struct Nothing: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
  }

  private struct Part: MustacheParent {
    let partial: String
    let entries: [String: Any]
    /// What every template may use: the words, the form's token, parts of the whole page.
    private static let shared: Set<String> = ["t", "csrf", "lang"]

    func child(named name: String) -> Any? {
      if name == "partial" { return partial }
      return entries[name] ?? (Self.shared.contains(name) ? nil : Nothing())
    }
  }
}
