public import Rules
public import Values

/// A decision with all that is needed to explain it.
public struct Answer: Sendable {
  /// The measure.
  public let measure: Measure
  /// The book it was decided by.
  public let book: PolicyBook
  /// The day of decision.
  public let asOf: CivilDate
  /// What was stated, by fact index.
  public let stated: [Value?]
  /// The decision.
  public let decision: Decision
  /// Why.
  public let explanation: Explanation

  /// A value as it stands in files: names of enumeration values, plain numbers, ISO dates.
  public func text(of value: Value) -> String { ValueText(schema: book.program.schema).plain(value) }
}

/// Answers measures for stated facts; keeps scratch memory between questions.
public final class Answerer {
  let book: PolicyBook
  let screening: Screening

  /// An answerer for a book.
  public init(_ book: PolicyBook) {
    self.book = book
    screening = Screening(book.program)
  }

  /// The stated facts with the day of decision among them.
  public static func dated(_ stated: [Value?], _ asOf: CivilDate) -> [Value?] {
    var dated = stated
    dated[0] = .date(asOf)
    return dated
  }

  /// Decides one measure and explains it.
  public func answer(_ measure: Measure, stated: [Value?], asOf: CivilDate) -> Answer {
    let facts = Answerer.dated(stated, asOf)
    screening.state(facts)
    let decision = screening.decide(measure.rule)
    let explanation = screening.evaluator.explain(measure.rule, stated: facts)
    return Answer(measure: measure, book: book, asOf: asOf, stated: facts, decision: decision, explanation: explanation)
  }

  /// Decides every measure of the book, in order.
  public func match(stated: [Value?], asOf: CivilDate) -> [Decision] {
    screening.state(Answerer.dated(stated, asOf))
    return book.measures.map { screening.decide($0.rule) }
  }

  /// Decides some measures, in order.
  public func match(_ measures: [Measure], stated: [Value?], asOf: CivilDate) -> [Decision] {
    screening.state(Answerer.dated(stated, asOf))
    return measures.map { screening.decide($0.rule) }
  }

  /// Whether a document is addressed to somebody else, as far as is known.
  public func isAddressedToOthers(_ document: PolicyDocument, stated: [Value?], asOf: CivilDate) -> Bool {
    guard let node = book.addresses[document.id] else { return false }
    screening.state(Answerer.dated(stated, asOf))
    return screening.evaluator.value(of: node) == .boolean(false)
  }

  /// The questions worth asking about some measures, best first.
  public func questions(_ measures: [Measure], stated: [Value?], asOf: CivilDate) -> [Question] {
    screening.questions(measures.map(\.rule), stated: Answerer.dated(stated, asOf))
  }

  /// Single changes that would qualify a claim or pay more, nearest first.
  public func nearest(_ measure: Measure, stated: [Value?], asOf: CivilDate) -> [NearestChange] {
    screening.nearest(measure.rule, stated: Answerer.dated(stated, asOf))
  }
}
