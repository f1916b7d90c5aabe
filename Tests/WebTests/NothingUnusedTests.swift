import Foundation
import TestSupport
import Testing

@testable import Web

/// Words, templates and styles are there because something shows them.
struct NothingUnusedTests {
  /// The Swift of a folder of the web without its comments.
  private static func swift(_ folder: String = "Sources/Web") throws -> String {
    try Repository.files(under: folder, endings: [".swift"]).map { file in
      try Repository.text(file).split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func templates() throws -> [(name: String, text: String)] {
    let folder = "Sources/Web/Templates"
    return try Repository.files(under: folder, endings: [".mustache"]).map {
      (String($0.dropFirst(folder.count + 1).dropLast(".mustache".count)), try Repository.text($0))
    }
  }

  /// The texts of Swift, but for the keys of views (`"title":`).
  private static func literals(_ swift: String) -> Set<String> {
    Set(swift.matches(of: /"([a-z][a-z0-9_.\/]*)"(?!:)/).map { String($0.1) })
  }

  /// What texts begin with that Swift puts together: `"event_" +`, `"event_\(`.
  private static func beginnings(_ swift: String) -> Set<String> {
    Set(swift.matches(of: /"([a-z][a-z0-9_.]*_)(?:" \+|\\\()/).map { String($0.1) })
  }

  @Test("every word is said by a template or by Swift")
  func words() throws {
    let all = try Self.swift()
    let (literals, beginnings) = (Self.literals(all), Self.beginnings(all).filter { $0.contains(".") })
    let inTemplates = try Set(Self.templates().flatMap { Templates.words(in: $0.text) })
    // Pages with many words name them without their area.
    let folders = ["review": "Review", "public": "Public", "enterprise": "Enterprise", "oversight": "Oversight"]
    let own = try folders.mapValues { folder in
      let swift = try Self.swift("Sources/Web/" + folder)
      return (literals: Self.literals(swift), beginnings: Self.beginnings(swift))
    }
    var unsaid: [String] = []
    for key in try Words(folder: Resources.folder("Words")).keys {
      // One of something has words of its own: `days_left_one` goes with `days_left`.
      let plain = key.hasSuffix("_one") ? String(key.dropLast("_one".count)) : key
      if !literals.isDisjoint(with: [key, plain]) || inTemplates.contains(key) || beginnings.contains(where: key.hasPrefix) { continue }
      let area = String(key.prefix { $0 != "." })
      let name = String(key.dropFirst(area.count + 1))
      let isOwn = own[area].map { $0.literals.contains(name) || $0.beginnings.contains(where: name.hasPrefix) } ?? false
      if !isOwn { unsaid.append(key) }
    }
    #expect(unsaid == [])
  }

  @Test("every template is part of a page")
  func everyTemplate() throws {
    let templates = try Self.templates()
    let used = try Self.literals(Self.swift()).union(templates.flatMap { Templates.parts(in: $0.text) })
    let unshown = templates.map(\.name).filter { !used.contains($0) }
    #expect(templates.count > 50 && unshown == [])
  }

  @Test("every class has a style, and every style a class")
  func classes() throws {
    let sheet = try Repository.text("Sources/Web/Assets/huiqi.css").replacing(/\/\*(?s:.)*?\*\//, with: "")
    let styled = Set(
      sheet.matches(of: /([^{}]+)\{/).flatMap { $0.1.matches(of: /\.([a-z][a-z0-9-]*)/).map { String($0.1) } })
    let templates = try Self.templates().map(\.text).joined(separator: "\n")
    let texts = Self.literals(try Self.swift())
    var written: Set<String> = []
    for attribute in templates.matches(of: /class="([^"]*)"/) {
      written.formUnion(attribute.1.replacing(/\{\{.*?\}\}/, with: " ").split(separator: " ").map(String.init))
    }
    #expect(styled.count > 50 && written.count > 50)
    // Widths and tones of a part come from Swift, by the names of their cases.
    let cases = Set(try Self.swift().matches(of: /case ([a-z, ]+)/).flatMap { $0.1.split(separator: ", ").map(String.init) })
    let used = written.union(texts).union(cases)
    let (withoutStyle, withoutUse) = (written.subtracting(styled).sorted(), styled.subtracting(used).sorted())
    #expect(withoutStyle == [] && withoutUse == [])
  }
}
