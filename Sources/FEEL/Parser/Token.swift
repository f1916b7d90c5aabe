/// A word or sign of the language.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case number(String)
    case string(String)
    /// The text of `@"…"`.
    case temporal(String)
    /// An identifier or a keyword.
    case word(String)
    /// An operator, a bracket, a separator.
    case sign(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>

  /// How a message names it.
  var description: String {
    switch kind {
    case .number(let text), .word(let text), .sign(let text): "`\(text)`"
    case .string: "a string"
    case .temporal: "a date or duration"
    case .end: "the end"
    }
  }
}
