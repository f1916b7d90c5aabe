public import Rules
public import Values

extension PolicyBook {
  /// Whether a measure is one that pays an enterprise.
  public func pays(_ measure: Measure) -> Bool { measure.rule.award != nil && clause(of: measure).kind.pays }
}

extension Answerer {
  /// The documents that are addressed to somebody else, as far as is known, by position in the book.
  public func documentsForOthers(stated: [Value?], asOf: CivilDate) -> Set<Int> {
    screening.state(Answerer.dated(stated, asOf))
    return statedDocumentsForOthers()
  }

  /// The same for the facts last stated.
  private func statedDocumentsForOthers() -> Set<Int> {
    Set(
      book.documents.indices.filter { index in
        book.addresses[book.documents[index].id].map { screening.evaluator.value(of: $0) == .boolean(false) } ?? false
      })
  }

  /// Decides the measures that are chosen once it is known which documents are addressed to others: positions in the book, with their decisions.
  public func match(stated: [Value?], asOf: CivilDate, choosing: (_ others: Set<Int>) -> [Int]) -> [(position: Int, decision: Decision)] {
    screening.state(Answerer.dated(stated, asOf))
    return choosing(statedDocumentsForOthers()).map { ($0, screening.decide(book.measures[$0].rule)) }
  }

  /// The measures that pay, of documents that are not addressed to somebody else as far as is known.
  public func concerned(among measures: [Measure], stated: [Value?], asOf: CivilDate) -> [Measure] {
    let others = documentsForOthers(stated: stated, asOf: asOf)
    return measures.filter { book.pays($0) && !others.contains(book.clause(of: $0).document) }
  }
}
