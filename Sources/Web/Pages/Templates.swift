import Foundation
import Mustache
import Values

/// All templates, read once and checked: every part and every word they name exists.
struct Templates: Sendable {
  private let library: MustacheLibrary
  private let words: Words
  /// The names of all templates, sorted.
  let names: [String]

  /// Reads the `.mustache` files of a folder. Throws everything that is wrong with them at once.
  init(folder: URL, words: Words) throws(StartupError) {
    var templates: [String: MustacheTemplate] = [:]
    var problems: [String] = []
    var texts: [String: String] = [:]
    for file in ResourceFolder.files(folder, ending: ".mustache") {
      let name = String(file.name.dropLast(9))
      guard let data = FileManager.default.contents(atPath: file.url.path), let text = String(validating: data, as: UTF8.self) else {
        problems.append("\(file.name) can't be read as UTF-8")
        continue
      }
      texts[name] = text
      do { templates[name] = try MustacheTemplate(string: text) } catch { problems.append("\(file.name): \(error)") }
    }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      for key in Self.words(in: text) where !words.contains(key) { problems.append("\(name): there are no words `\(key)`") }
      for part in Self.parts(in: text) where texts[part] == nil { problems.append("\(name): there is no template `\(part)`") }
      // What is printed as it stands has been escaped before: the layout's main part only.
      if name != "frame/layout" && (text.contains("{{{") || text.contains("{{&")) { problems.append("\(name): prints something unescaped") }
      if Self.hasForm(text) && !text.contains("{{>frame/csrf}}") { problems.append("\(name): a form that posts needs {{>frame/csrf}}") }
    }
    if !problems.isEmpty { throw StartupError(problems) }
    library = MustacheLibrary(templates: templates)
    self.words = words
    names = texts.keys.sorted()
  }

  /// Words named in a template: `{{t.area.key}}`.
  static func words(in text: String) -> [String] { tags(text).filter { $0.hasPrefix("t.") }.map { String($0.dropFirst(2)) } }

  /// Templates named in a template: `{{>name}}`.
  static func parts(in text: String) -> [String] {
    tags(text).filter { $0.hasPrefix(">") && !$0.hasPrefix(">*") }.map { FieldText.trimmed(String($0.dropFirst())) }
  }

  private static func hasForm(_ text: String) -> Bool { text.contains("method=\"post\"") }

  private static func tags(_ text: String) -> [String] {
    text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1).compactMap { piece in
      piece.firstRange(of: "}}").map { String(piece[..<$0.lowerBound].drop { $0 == "{" || $0 == "#" || $0 == "^" || $0 == "/" }) }
    }
  }

  /// A template filled; `token` is asked only where a form is drawn. Traps if there is no such template.
  func render(_ name: String, _ view: View, language: Language, token: FormToken) -> String {
    guard let template = library.getTemplate(named: name) else { preconditionFailure("there is no template `\(name)`") }
    return template.render(Root(view: view.rendered, words: words.view(language), token: token, language: language), library: library)
  }

  /// Whether a template exists.
  func contains(_ name: String) -> Bool { library.getTemplate(named: name) != nil }

  /// The layout around a main part that has been drawn.
  func renderLayout(_ view: View, main: String, language: Language, token: FormToken) -> String {
    guard let template = library.getTemplate(named: "frame/layout") else { preconditionFailure("there is no layout") }
    let root = Root(view: view.rendered, words: words.view(language), token: token, language: language, main: main)
    return template.render(root, library: library)
  }

  private struct Root: MustacheParent {
    let view: Any
    let words: any MustacheParent
    let token: FormToken
    let language: Language
    var main: String?

    func child(named name: String) -> Any? {
      switch name {
      case "t": words
      case "csrf": token.use()
      case "lang": language.rawValue
      case "main" where main != nil: main
      default: (view as? any MustacheParent)?.child(named: name)
      }
    }
  }
}

/// The token of a page's forms, and whether the page asked for it: such a page is never kept.
final class FormToken {
  private let text: String
  /// Whether a form was drawn.
  private(set) var isUsed = false

  init(_ text: String) { self.text = text }

  /// The token, for a form.
  func use() -> String {
    isUsed = true
    return text
  }
}
