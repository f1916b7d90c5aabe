/// Where something stands in the text: UTF-8 byte offsets.
///
/// A span is never part of what a thing *is*: all spans are equal, so that trees compare by their content alone.
public struct Span: Hashable, Sendable {
  /// The byte offsets.
  public let range: Range<Int>

  /// A span of bytes.
  public init(_ range: Range<Int>) { self.range = range }

  /// Always true; see above.
  public static func == (a: Span, b: Span) -> Bool { true }

  /// Nothing to feed; see above.
  public func hash(into hasher: inout Hasher) {}
}
