import Diagnostics
import Foundation
import Mustache
import Policy
import Values

/// The words of the service: `area.key` in Chinese and English, read from one file per area.
///
/// Places in braces are filled by code: `还剩 {n} 个工作日`.
struct Words: Sendable {
  private let areas: [String: [String: Bilingual]]

  /// Words in memory.
  init(_ areas: [String: [String: Bilingual]]) { self.areas = areas }

  /// Reads every `AREA.yaml` of a folder. Throws everything that is wrong with them at once.
  init(folder: URL) throws(StartupError) {
    var areas: [String: [String: Bilingual]] = [:]
    var problems: [String] = []
    for file in ResourceFolder.files(folder, ending: ".yaml") {
      let area = String(file.name.dropLast(5))
      switch FileReader.data(at: file.url.path, limit_bytes: FileReader.policyLimit_bytes) {
      case .failure(let problem): problems.append("\(file.name): \(problem.message)")
      case .success(let data):
        var words: [String: Bilingual] = [:]
        for entry in data.root.entries ?? [] {
          if let zh = entry.value["zh"]?.text, let en = entry.value["en"]?.text, entry.value.entries?.count == 2, !zh.isEmpty, !en.isEmpty {
            words[entry.name] = Bilingual(zh: zh, en: en)
            if Self.places(zh) != Self.places(en) { problems.append("\(area).\(entry.name): the places differ in zh and en") }
          } else {
            problems.append("\(area).\(entry.name): needs `zh` and `en`, and nothing else")
          }
        }
        areas[area] = words
      }
    }
    if !problems.isEmpty { throw StartupError(problems) }
    self.areas = areas
  }

  /// Whether a key exists.
  func contains(_ key: String) -> Bool { bilingual(key) != nil }

  /// All keys, sorted.
  var keys: [String] { areas.flatMap { area, words in words.keys.map { area + "." + $0 } }.sorted() }

  /// The text of a key in both languages.
  func bilingual(_ key: String) -> Bilingual? {
    let parts = key.split(separator: ".", maxSplits: 1)
    return parts.count == 2 ? areas[String(parts[0])]?[String(parts[1])] : nil
  }

  /// The text of a key, its places filled. A key that doesn't exist traps in debug builds and prints itself otherwise; a test finds it first.
  func text(_ key: String, _ language: Language, _ places: [String: String] = [:]) -> String {
    guard let words = bilingual(key) else {
      assertionFailure("there are no words `\(key)`")
      return key
    }
    return places.isEmpty ? words[language] : Self.fill(words[language], places)
  }

  /// Fills places; what isn't given stays as it is. Text that is put in is never looked through again.
  static func fill(_ text: String, _ places: [String: String]) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      out += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      out += places[name] ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  /// The names of the places of a text.
  static func places(_ text: String) -> Set<String> {
    var names = Set<String>()
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      names.insert(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  /// As templates use it: `{{t.public.title}}`.
  func view(_ language: Language) -> any MustacheParent { AllAreas(words: self, language: language) }

  private struct AllAreas: MustacheParent {
    let words: Words
    let language: Language
    func child(named name: String) -> Any? { words.areas[name].map { Area(words: $0, language: language) } }
  }

  private struct Area: MustacheParent {
    let words: [String: Bilingual]
    let language: Language
    func child(named name: String) -> Any? { words[name]?[language] }
  }
}

/// What keeps the service from starting; every problem on its own line.
struct StartupError: Error, CustomStringConvertible {
  let problems: [String]

  init(_ problems: [String]) { self.problems = problems }

  var description: String { problems.joined(separator: "\n") }
}

/// Files among the resources.
enum ResourceFolder {
  /// The files of a folder and the folders in it, by their path below it, sorted.
  static func files(_ folder: URL, ending: String) -> [(name: String, url: URL)] {
    guard let walker = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().map { ($0, folder.appendingPathComponent($0)) }
  }
}
