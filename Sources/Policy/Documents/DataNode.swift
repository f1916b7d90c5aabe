public import Diagnostics

/// A place in a text by line and column, both from 0, columns in Unicode scalars: what the scanner counts anyway.
/// Byte offsets are worked out only when something has to be shown.
struct Mark: Sendable {
  var line: Int32
  var column: Int32
}

/// A piece of data read from YAML or JSON, that knows where it stood.
///
/// Scalars stay text: no number ever becomes binary floating point, and whether `no` is a word or a truth value is decided by whoever knows the type.
public struct DataNode: Sendable {
  /// What it is.
  public indirect enum Content: Sendable {
    /// A single value; `isQuoted` tells `"1"` from `1`.
    case scalar(String, isQuoted: Bool)
    /// A list.
    case list([DataNode])
    /// Keys with values, in order.
    case map([Entry])
  }

  /// A key with its value.
  public struct Entry: Sendable {
    /// The key.
    public let key: DataNode
    /// The value.
    public let value: DataNode

    /// The key as text.
    public var name: String { key.text ?? "" }
  }

  /// What it is.
  public let content: Content
  let start: Mark
  let end: Mark

  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether it is an empty, unquoted scalar or the word `null`: YAML's nothing.
  public var isNothing: Bool {
    if case .scalar(let text, false) = content { text.isEmpty || text == "null" || text == "~" } else { false }
  }

  /// The items of a list.
  public var items: [DataNode]? {
    if case .list(let items) = content { items } else { nil }
  }

  /// The entries of a map.
  public var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  /// The value of a key of a map.
  public subscript(key: String) -> DataNode? { entries?.first { $0.name == key }?.value }

  /// Its bytes in the source.
  public func range(in source: SourceText) -> Range<Int> {
    let from = source.offset(line: Int(start.line) + 1, scalarColumn: Int(start.column) + 1)
    let to = source.offset(line: Int(end.line) + 1, scalarColumn: Int(end.column) + 1)
    return from..<max(from, to)
  }

  /// The scalar's text as an excerpt of the source, so that a place in it is shown in the file.
  ///
  /// Quotes, escapes, indentation and folded lines are stepped over: text and source are walked side by side.
  /// What an escape stands for is shown at its backslash.
  public func excerpt(in source: SourceText) -> Excerpt {
    let text = self.text ?? ""
    let range = range(in: source)
    let written = Array(source.text.utf8.dropFirst(range.lowerBound).prefix(range.count))
    var runs: [Excerpt.Run] = []
    var walk = WrittenScalar(written)
    var expected = -1
    for (offset, byte) in text.utf8.enumerated() {
      guard let position = walk.find(byte) else { continue }
      if position != expected { runs.append(Excerpt.Run(textOffset: offset, sourceOffset: range.lowerBound + position)) }
      expected = position + 1
    }
    if runs.first?.textOffset != 0 { runs.insert(Excerpt.Run(textOffset: 0, sourceOffset: range.lowerBound), at: 0) }
    return Excerpt(source: source, text: text, runs: runs)
  }
}

/// A file with the data in it.
public struct DataFile: Sendable {
  /// The text.
  public let source: SourceText
  /// The data.
  public let root: DataNode

  /// A text with the data read from it.
  public init(source: SourceText, root: DataNode) {
    self.source = source
    self.root = root
  }
}
