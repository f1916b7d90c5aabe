import Foundation
import Policy
import TestSupport
import Testing
import Values

@testable import Web

@Suite("Public pages")
struct PublicPageTests {
  @Test("every provision and document is shown in both languages", arguments: Language.allCases)
  func everything(language: Language) async throws {
    let content = try PublicWorld.content()
    let paths = content.book.clauses.map(PublicContent.path) + content.book.documents.map(PublicContent.path)
    for path in paths {
      let page = try await PublicWorld.send(.get, path, cookie: "huiqi_lang=\(language.rawValue)")
      #expect(page.status == 200, "\(path)")
      #expect(!page.text.contains("{{") && !page.text.contains("Optional("), "\(path)")
    }
  }

  @Test("every word that the code asks for exists, with the places it fills")
  func words() throws {
    let say = try PublicWorld.say()
    let folder = Repository.root.appendingPathComponent("Sources/Web/Public")
    let key = /say\(\s*"([a-z_]+)"/
    let other = /"((?:csv|heap)_[a-z]+)"/
    var found: Set<String> = []
    for file in ResourceFolder.files(folder, ending: ".swift") {
      let text = try String(contentsOf: file.url, encoding: .utf8)
      for match in text.matches(of: key) { found.insert(String(match.1)) }
      for match in text.matches(of: other) { found.insert(String(match.1)) }
    }
    #expect(found.count > 60)
    for key in found { #expect(say.words.contains("public." + key), "\(key)") }
  }

  @Test("what is typed is printed as text")
  func escaping() async throws {
    for path in [
      "/policies?q=%3Cscript%3E", "/policies?zz%3Cscript%3E=1", "/calculator?for=all&%3Cscript%3E=1",
      "/calculator?for=jm2025-61&ask=participation_booths&answer=%3Cscript%3E&go=1", "/calculator?for=all&project_type=%3Cscript%3E&done=1",
    ] {
      let page = try await PublicWorld.send(.get, path)
      #expect(page.status == 200 || page.status == 422, "\(path)")
      #expect(!page.text.contains("<script>"), "\(path)")
      #expect(page.text.contains("&lt;script&gt;") || path.contains("project_type"), "\(path)")
    }
  }

  @Test("pages of the catalogue hold every entry once, in order") func pages() throws {
    let content = try PublicWorld.content()
    let page = CataloguePage(content: content, say: try PublicWorld.say())
    var ids: [String] = []
    for number in 1...30 {
      guard case .list(let rows)? = page.view(CatalogueQuery(try PublicWorld.query("page=\(number)"), content.book))["rows"] else { break }
      let found = rows.compactMap { row -> String? in if case .text(let id)? = row["id"] { id } else { nil } }
      if let last = found.last, ids.last == last { break }
      ids += found
    }
    #expect(ids == content.book.clauses.map(\.id))
  }

  @Test("the file is the list") func csv() throws {
    let content = try PublicWorld.content()
    let asked = CatalogueQuery(try PublicWorld.query("document=jm2025-61&kind=rate"), content.book)
    let bytes = CatalogueCSV(content: content, say: try PublicWorld.say()).bytes(asked)
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == content.catalogue.clauses(matching: asked.filter).count + 1)
    #expect(lines[0] == "编号,标题,文件,条文,类别,责任单位,施行情况,金额")
    #expect(lines.contains { $0.hasPrefix("jm2025-61.9.2.domestic,境内专业展支持,江商务贸发〔2025〕61号,第九条（二）,比例补助,") && $0.contains("现行有效") })
    #expect(CatalogueCSV.cell("=1+1") == "'=1+1")
    #expect(CatalogueCSV.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
    #expect(CatalogueCSV.cell("a\r\nb") == "\"a\r\nb\"")
  }

  @Test("filters that mean nothing are named") func ignored() throws {
    let book = try PublicWorld.content().book
    let asked = CatalogueQuery(try PublicWorld.query("q=%E5%B1%95&document=x&kind=y&in_force=2025-02-30&page=0&unit=z&foo=1"), book)
    #expect(asked.ignored == ["x", "y", "2025-02-30", "0", "z", "foo"])
    #expect(asked.query.text == "q=%E5%B1%95")
  }

  @Test("states by the day") func states() throws {
    let book = try PublicWorld.content().book
    let document = try #require(book.documents.first { $0.id == "jm2025-61" })
    func state(_ text: String) throws -> DocumentState { DocumentState(document, on: try #require(CivilDate(text))) }
    #expect(try state("2025-07-31") == .notYet(from: try #require(CivilDate("2025-08-01"))))
    #expect(try state("2025-08-01") == .inForce(until: CivilDate("2026-12-31")))
    #expect(try state("2026-12-31") == .inForce(until: CivilDate("2026-12-31")))
    #expect(try state("2027-01-01") == .expired(on: try #require(CivilDate("2026-12-31"))))
    #expect(DocumentState(try #require(book.documents.first { $0.id == "zsbook" }), on: .earliest) == .undated)
  }

  @Test("unknown ids are not found; a good answer leads on") func statuses() async throws {
    for path in ["/policies/nope", "/documents/nope"] { #expect(try await PublicWorld.send(.get, path).status == 404) }
    let answered = try await PublicWorld.send(
      .get, "/calculator?for=jm2025-61&on=2025-11-03&ask=participation_booths&answer=%EF%BC%92&go=1")
    #expect(answered.status == 303)
    #expect(answered.headers[.location] == "/calculator?for=jm2025-61&on=2025-11-03&participation_booths=2")
    let wrong = try await PublicWorld.send(.get, "/calculator?for=jm2025-61&ask=participation_booths&answer=abc&go=1")
    #expect(wrong.status == 422 && wrong.text.contains("value=\"abc\"") && wrong.text.contains("<title>错误："))
    let file = try await PublicWorld.send(.get, "/calculator/facts?for=all&on=2025-11-03&participation_booths=2")
    #expect(file.text == "as_of: \"2025-11-03\"\nfacts:\n  participation_booths: 2\n")
  }
}
