/// A paper for people: A4, Chinese fonts inside, the code to check it at the foot of every page.
///
/// The same document gives the same bytes, also a year later, on a machine with the same fonts and libraries.
public struct PaperDocument: Sendable {
  /// The title, in the middle of the first page and in the properties of the file.
  public let title: String
  /// The language of the text, the foot, and the properties of the file.
  public let language: PaperLanguage
  /// When the paper was made, as RFC 3339: "2026-03-05T09:30:00+08:00". Never read from a clock.
  public let created: String
  /// The code that the verify page checks.
  public let code: String
  /// The address of the verify page; a link where it begins with http.
  public let verifyAt: String
  /// The office that issues the paper, for the properties of the file; empty where there is none.
  public let author: String
  /// What the paper says.
  public let blocks: [Block]

  /// A paper of these blocks.
  public init(
    title: String, language: PaperLanguage, created: String, code: String, verifyAt: String, author: String = "", blocks: [Block]
  ) {
    self.title = title
    self.language = language
    self.created = created
    self.code = code
    self.verifyAt = verifyAt
    self.author = author
    self.blocks = blocks
  }
}

/// The languages a paper is written in.
public enum PaperLanguage: String, Hashable, Sendable, CaseIterable {
  /// Simplified Chinese.
  case zh
  /// English.
  case en
}
