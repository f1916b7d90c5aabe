/// One row of an answer: its values by position, counted from 0 in the order of the statement's columns.
///
/// The reading functions trap on a value of another kind: the statement and the code that reads it are written by the same hand.
public struct Row: Sendable, Hashable {
  /// The values in the order of the columns.
  public let values: [SQLValue]

  /// A row of these values.
  public init(_ values: [SQLValue]) { self.values = values }

  /// The value of a column.
  public subscript(_ column: Int) -> SQLValue { values[column] }

  /// The text of a column.
  public func text(_ column: Int) -> String {
    guard case .text(let text) = values[column] else { wrong(column, "a text") }
    return text
  }

  /// The whole number of a column.
  public func integer(_ column: Int) -> Int64 {
    guard case .integer(let integer) = values[column] else { wrong(column, "an integer") }
    return integer
  }

  /// The bytes of a column.
  public func blob(_ column: Int) -> [UInt8] {
    guard case .blob(let bytes) = values[column] else { wrong(column, "a blob") }
    return bytes
  }

  /// True for 1, false for 0.
  public func flag(_ column: Int) -> Bool {
    let integer = integer(column)
    precondition(integer == 0 || integer == 1, "column \(column) is not a flag")
    return integer == 1
  }

  /// The text of a column, or nil for null.
  public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  /// The whole number of a column, or nil for null.
  public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  /// The bytes of a column, or nil for null.
  public func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  /// Whether a column has no value.
  public func isNull(_ column: Int) -> Bool { values[column] == .null }

  private func wrong(_ column: Int, _ expected: String) -> Never {
    preconditionFailure("column \(column) holds \(values[column].kind), not \(expected)")
  }
}
