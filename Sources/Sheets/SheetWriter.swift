import CXLSXWriter

/// Writes one sheet into a workbook, row by row.
struct SheetWriter {
  let sheet: Sheet
  let name: String
  let formats: SheetFormats

  private typealias Target = UnsafeMutablePointer<lxw_worksheet>

  /// Adds the sheet. Throws `SheetError`.
  func write(to workbook: UnsafeMutablePointer<lxw_workbook>) throws {
    guard let target = workbook_add_worksheet(workbook, name) else { throw SheetError.cannotWrite("sheet name") }
    guard !sheet.columns.isEmpty else { return }
    arrange(target)
    for (index, column) in sheet.columns.enumerated() {
      try put(text: column.title, on: target, row: 0, column: index, format: formats.header)
    }
    for (index, row) in sheet.rows.enumerated() { try put(row, on: target, row: index + 1, look: formats.row) }
    if let totals = sheet.totals {
      let padded = totals + Array(repeating: .empty, count: sheet.columns.count - totals.count)
      try put(padded, on: target, row: sheet.rows.count + 1, look: formats.totals, isTotal: true)
    }
  }

  /// Widths, the header that stays, filters, and how it is printed.
  private func arrange(_ target: Target) {
    for (index, width) in SheetWidths.characters(of: sheet).enumerated() {
      // 7 pixels a character of the standard font and 5 beside them.
      worksheet_set_column_pixels(target, UInt16(index), UInt16(index), UInt32(width * 7 + 5), nil)
    }
    worksheet_freeze_panes(target, 1, 0)
    // The totals stay out of the filters: sorting must not carry them away.
    worksheet_autofilter(target, 0, 0, UInt32(sheet.rows.count), UInt16(sheet.columns.count - 1))
    worksheet_repeat_rows(target, 0, 0)
    worksheet_set_landscape(target)
    // A4, as wide as one page.
    worksheet_set_paper(target, 9)
    worksheet_fit_to_pages(target, 1, 0)
    worksheet_set_footer(target, "&C&P / &N")
  }

  private func put(_ cells: [SheetCell], on target: Target, row: Int, look: SheetFormats.Look, isTotal: Bool = false) throws {
    for (column, cell) in cells.enumerated() {
      let place = (UInt32(row), UInt16(column))
      switch cell {
      case .empty:
        if isTotal { try check(worksheet_write_blank(target, place.0, place.1, look.text), row, column) }
      case .text(let text): try put(text: text, on: target, row: row, column: column, format: look.text)
      case .integer(let number):
        guard number.magnitude <= SheetText.greatestNumber else {
          try put(text: String(number), on: target, row: row, column: column, format: look.text)
          continue
        }
        try check(XLSXNumber.write(integer: number, to: target, row: place.0, column: place.1, format: look.integer), row, column)
      case .money(let minor):
        guard minor.magnitude <= SheetText.greatestNumber else {
          try put(text: SheetText.money(minor: minor), on: target, row: row, column: column, format: look.text)
          continue
        }
        try check(XLSXNumber.write(minor: minor, to: target, row: place.0, column: place.1, format: look.money), row, column)
      case .date(let year, let month, let day):
        // Excel counts days from 1900 and believes in 1900-02-29; earlier days can only be text.
        let isCounted = (1901...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= SheetTime.days(year, month)
        guard isCounted else {
          let text = SheetText.date(year: year, month: month, day: day)
          try put(text: text, on: target, row: row, column: column, format: look.text)
          continue
        }
        var date = lxw_datetime()
        date.year = Int32(year)
        date.month = Int32(month)
        date.day = Int32(day)
        try check(worksheet_write_datetime(target, place.0, place.1, &date, look.date), row, column)
      }
    }
  }

  private func put(text: String, on target: Target, row: Int, column: Int, format: UnsafeMutablePointer<lxw_format>?) throws {
    let content = SheetText.clean(text)
    guard content.utf16.count <= 32_767 else { throw SheetError.textTooLong(sheet: sheet.name, row: row + 1, column: column + 1) }
    try check(worksheet_write_string(target, UInt32(row), UInt16(column), Self.escaped(content), format), row, column)
  }

  /// In workbooks `_x0041_` is a way to write A: an underscore that would begin such a thing is itself written in this way.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "_"), index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == byte,
        bytes[(index + 2)...(index + 5)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      {
        out.append(contentsOf: "_x005F".utf8)
      }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func check(_ error: lxw_error, _ row: Int, _ column: Int) throws {
    switch error {
    case LXW_NO_ERROR: return
    case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
      throw SheetError.textTooLong(sheet: sheet.name, row: row + 1, column: column + 1)
    default: throw SheetError.cannotWrite(XLSX.reason(error))
    }
  }
}
