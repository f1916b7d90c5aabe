/// What stands in one cell.
public enum SheetCell: Hashable, Sendable {
  /// Words, numbers of papers, credit codes: stays text, is never run as a formula and never becomes a number.
  case text(String)
  /// A count.
  case integer(Int64)
  /// An amount in whole 分, written in 元 with two places: 1234567 is 12345.67.
  case money(minor: Int64)
  /// A day of the calendar.
  case date(year: Int, month: Int, day: Int)
  /// Nothing.
  case empty
}
