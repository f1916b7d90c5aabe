public import Diagnostics

/// Everything that is wrong in one expression, in the order of the text.
public struct Problems: Error, Hashable, Sendable {
  /// The problems; never empty.
  public let all: [Problem]

  /// Problems found in an expression.
  public init(_ all: [Problem]) { self.all = all }
}
