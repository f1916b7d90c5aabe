/// One step of the tables' history. It has a name for ever and is never changed after it was released; a change is a new migration.
public struct Migration: Sendable, Hashable {
  /// Its name, unique for ever; it begins with the part of the program it belongs to: "storage-1".
  public let name: String
  /// What it runs, in this order.
  public let statements: [Statement]

  /// A migration.
  public init(name: String, statements: [Statement]) {
    self.name = name
    self.statements = statements
  }

  /// A statement of a migration or a projection's tables. These words are replaced by what the engine calls it: `{bigint}`, `{text}`
  /// (ordered by code point on both engines), `{blob}`, and `{strict}`, which stands after the closing bracket of every table.
  public enum Statement: Sendable, Hashable, ExpressibleByStringLiteral {
    /// For both engines.
    case both(String)
    /// For one engine; triggers are written differently.
    case only(Engine, String)

    /// For both engines.
    public init(stringLiteral value: String) { self = .both(value) }

    /// The text for an engine, or nil if it isn't meant for it.
    public func sql(for engine: Engine) -> String? {
      let text: String
      switch self {
      case .both(let both): text = both
      case .only(let wanted, let own):
        guard wanted == engine else { return nil }
        text = own
      }
      return engine.words.reduce(text) { $0.replacing($1.word, with: $1.meaning) }
    }

    /// What the checksum covers: the words as written, so that it is the same on both engines.
    var canonical: String {
      switch self {
      case .both(let text): "both\u{1F}" + text
      case .only(let engine, let text): engine.rawValue + "\u{1F}" + text
      }
    }
  }
}

extension Engine {
  /// What the words of a migration mean. The collation "C" makes PostgreSQL order texts as SQLite does, whatever the server's locale.
  var words: [(word: String, meaning: String)] {
    switch self {
    case .sqlite: [("{bigint}", "INTEGER"), ("{text}", "TEXT"), ("{blob}", "BLOB"), ("{strict}", "STRICT")]
    case .postgresql: [("{bigint}", "BIGINT"), ("{text}", "TEXT COLLATE \"C\""), ("{blob}", "BYTEA"), ("{strict}", "")]
    }
  }
}
