import CXLSXWriter

/// Numbers in workbooks.
///
/// This is the one place where a figure becomes binary floating point: a cell of a workbook holds nothing else. It is safe for figures
/// of at most 15 decimal digits, 9,999,999,999,999.99 元: every decimal number of so many digits has a nearest binary number of 53
/// bits from which exactly these digits come back, and 15 are what Excel shows. Up to 2^53 分 would not be safe: beyond 2^46 元 two
/// neighbouring binary numbers are further apart than a 分. Longer figures are written as text. Nothing is computed here: the
/// division is the one correctly rounded step from whole 分 to the nearest binary number.
enum XLSXNumber {
  /// Writes a count.
  static func write(
    integer: Int64, to sheet: UnsafeMutablePointer<lxw_worksheet>?, row: UInt32, column: UInt16, format: UnsafeMutablePointer<lxw_format>?
  ) -> lxw_error {
    worksheet_write_number(sheet, row, column, Double(integer), format)
  }

  /// Writes whole 分 as an amount in 元.
  static func write(
    minor: Int64, to sheet: UnsafeMutablePointer<lxw_worksheet>?, row: UInt32, column: UInt16, format: UnsafeMutablePointer<lxw_format>?
  ) -> lxw_error {
    worksheet_write_number(sheet, row, column, Double(minor) / 100, format)
  }
}
