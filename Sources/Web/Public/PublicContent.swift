import Policy
import Rules
import Service
import Values

/// What the public pages and their API read: the book, laid out once.
final class PublicContent: Sendable {
  /// Answerers of the book.
  let pool: AnswererPool
  /// The book, laid out for searching.
  let catalogue: Catalogue
  /// The worked cases beside the rules.
  let examples: WorkedExamples
  /// The day it is where the policies hold.
  let today: @Sendable () -> CivilDate
  /// By measure id: what it pays where nothing is known of the claim.
  private let glances: [String: AmountBounds]

  /// The book.
  var book: PolicyBook { pool.book }

  /// Lays out a book. A measure of a document that isn't in force today is looked at on the last day (or the first) it was.
  init(_ pool: AnswererPool, examples: WorkedExamples, today: @escaping @Sendable () -> CivilDate) {
    let book = pool.book
    self.pool = pool
    self.examples = examples
    self.today = today
    catalogue = Catalogue(book)
    let day = today()
    let nothing = [Value?](repeating: nil, count: book.facts.count)
    glances = pool.with { answerer in
      var glances: [String: AmountBounds] = [:]
      for measure in book.measures where measure.rule.award != nil {
        let decisive = PublicContent.dayOfInterest(book.document(of: measure).window, day)
        glances[measure.id] = answerer.match([measure], stated: nothing, asOf: decisive).first?.amount
      }
      return glances
    }
  }

  private static func dayOfInterest(_ window: PolicyDocument.Window, _ today: CivilDate) -> CivilDate {
    guard case .dated(let from, let to, _) = window else { return today }
    if today < from { return from }
    return to.map { min($0, today) } ?? today
  }

  /// What a measure pays at most and at least, whoever claims.
  func glance(_ measure: String) -> AmountBounds? { glances[measure] }

  /// The names of units, by their ids.
  func names(of units: [String], _ language: Language) -> [String] { units.map { book.organisations[$0]?.name[language] ?? $0 } }

  /// The path of a provision.
  static func path(of clause: Clause) -> String { "/policies/" + PercentCoding.encode(clause.id) }
  /// The path of a document.
  static func path(of document: PolicyDocument) -> String { "/documents/" + PercentCoding.encode(document.id) }
}

/// The words of the public pages in one language.
struct Voice: Sendable {
  let words: Words
  let language: Language

  /// A text of `public.yaml`, its places filled.
  func callAsFunction(_ key: String, _ places: [String: String] = [:]) -> String { words.text("public." + key, language, places) }

  /// What to say about parts of an address that mean nothing; nil if there are none. They are cut short: anybody can write an address.
  func ignored(_ parts: [String]) -> String? {
    parts.isEmpty ? nil : self("ignored", ["what": list(parts.prefix(5).map { String($0.prefix(40)) })])
  }

  /// Names in a row: `甲、乙`, `a, b`.
  func list(_ items: some Sequence<String>) -> String { items.joined(separator: language == .zh ? "、" : ", ") }
}

extension WebRequest {
  /// The words of the public pages for the caller.
  var voice: Voice { Voice(words: words, language: language) }
}
