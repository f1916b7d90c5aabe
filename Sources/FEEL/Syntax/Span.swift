/// Where something stands in the text: UTF-8 byte offsets. Never part of what a thing says.
public struct Span: Sendable {
  /// The byte offsets.
  public let range: Range<Int>

  /// A span of bytes.
  public init(_ range: Range<Int>) { self.range = range }
}
