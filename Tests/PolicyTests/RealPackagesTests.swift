import Diagnostics
import Foundation
import Policy
import Rules
import TestSupport
import Testing
import Values

/// The packages of this repository.
struct RealPackagesTests {
  @Test("all packages load without an error or a warning") func load() throws {
    let book = try Fixture.book.get()
    #expect(Fixture.text(book.warnings).isEmpty)
    #expect(book.documents.count == 5)
    #expect(book.clauses.count == 455)
    #expect(book.measures.count == 278)
    #expect(Set(book.measures.map(\.id)) == Set(book.clauses.filter { $0.computability != .none }.map(\.id)))
  }

  @Test("every clause belongs to its document, and has words in both languages") func words() throws {
    let book = try Fixture.book.get()
    for clause in book.clauses {
      #expect(clause.id.hasPrefix(book.documents[clause.document].id + "."))
      #expect(!clause.title.zh.isEmpty && !clause.title.en.isEmpty && !clause.article.isEmpty)
    }
    for measure in book.measures {
      for requirement in measure.rule.requirements { #expect(!requirement.article.isEmpty, "\(measure.id)") }
      for output in measure.rule.outputs { #expect(measure.outputLabels[output.name] != nil, "\(measure.id) \(output.name)") }
    }
  }

  @Test("every sentence can be said, without names from inside the program") func sentences() throws {
    let book = try Fixture.book.get()
    for language in Language.allCases {
      let sentences = Sentences(book, language)
      for measure in book.measures {
        var said = measure.rule.requirements.map { sentences.condition($0.node) }
        if let award = measure.rule.award { said.append(sentences.formula(award.node)) }
        for text in said {
          #expect(!text.isEmpty && !text.contains("?") && !text.contains("Optional("), "\(measure.id): \(text)")
        }
      }
    }
  }

  @Test("all worked cases pass") func cases() throws {
    let runner = CaseRunner(try Fixture.book.get())
    var count = 0
    let walker = FileManager.default.enumerator(at: Repository.policies.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
    while let file = walker?.nextObject() as? URL {
      guard file.pathExtension == "yaml", file.deletingLastPathComponent().lastPathComponent == "cases" else { continue }
      let (results, problems) = runner.run(try FileReader.data(at: file.path, limit_bytes: FileReader.policyLimit_bytes).get())
      #expect(Fixture.text(problems).isEmpty)
      for result in results {
        let differences = result.differences.map { "\($0.what): expected \($0.expected), got \($0.got)" }
        #expect(differences.isEmpty, "\(result.id) at \(result.place)")
      }
      count += results.count
    }
    #expect(count >= 2 * 278)
  }

  @Test("the same files give the same hash, whatever the folder is called") func hash() throws {
    let copy = try TemporaryFolder(copyOf: Fixture.good)
    #expect(try PolicyBook.load(folder: copy.path).get().contentHash == Fixture.goodBook().contentHash)
    #expect(try PolicyBook.load(folder: copy.path + "/").get().contentHash == Fixture.goodBook().contentHash)
    // Worked cases decide nothing.
    try copy.remove("demo/paper/cases/first.yaml")
    #expect(try PolicyBook.load(folder: copy.path).get().contentHash == Fixture.goodBook().contentHash)
    let file = copy.url.appendingPathComponent("organisations.yaml")
    try (String(contentsOf: file, encoding: .utf8) + "# one more byte\n").write(to: file, atomically: true, encoding: .utf8)
    #expect(try PolicyBook.load(folder: copy.path).get().contentHash != Fixture.goodBook().contentHash)
  }

  @Test("a folder that is a link is followed") func link() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(at: folder.url.appendingPathComponent("link"), withDestinationURL: Fixture.good)
    #expect(try PolicyBook.load(folder: folder.path + "/link").get().measures.count == 2)
  }

  @Test("an empty folder and no folder are errors") func noFolder() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none"] {
      guard case .failure(let failure) = PolicyBook.load(folder: path) else {
        Issue.record("\(path) was loaded")
        continue
      }
      #expect(failure.diagnostics.map(\.id) == [.unreadableFile])
    }
  }
}
