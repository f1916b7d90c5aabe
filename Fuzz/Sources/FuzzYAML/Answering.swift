import Diagnostics
import Foundation
import Policy
import Rules
import Values

/// A file taken for stated facts, for worked cases and for a decision record of the small package.
final class Answering {
  nonisolated(unsafe) static let shared = Answering(SmallPackage.shared.book)

  private let book: PolicyBook
  private let answerer: Answerer

  private init(_ book: PolicyBook) {
    self.book = book
    answerer = Answerer(book)
  }

  /// Whatever the file is: it is refused with a reason, or every measure has an answer, and the record of the answer replays.
  func answer(_ file: DataFile) {
    switch FactsReader(book).read(file) {
    case .failure(let failure): Reading.hold(failure.diagnostics, file.source)
    case .success(let stated): answer(stated)
    }
    if file.root.items != nil {
      let (results, problems) = CaseRunner(book).run(file)
      if results.isEmpty, file.root.items?.isEmpty == false { Reading.hold(problems, file.source) }
    }
    if case .failure(let failure) = DecisionRecord.replay(file, with: book) { Reading.hold(failure.diagnostics, file.source) }
  }

  private func answer(_ stated: StatedFacts) {
    let asOf = stated.asOf ?? CivilDate.earliest
    for measure in book.measures {
      let answer = answerer.answer(measure, stated: stated.values, asOf: asOf)
      for language in [Language.zh, .en] where AnswerText(answer, language).full().isEmpty { fatalError("an answer without words") }
      let record = DecisionRecord(answer).text
      guard let file = Reading.read(record, name: "record.json") else { fatalError("the record is no JSON: \(record)") }
      guard case .success(.same) = DecisionRecord.replay(file, with: book) else { fatalError("the record does not replay: \(record)") }
    }
  }
}
