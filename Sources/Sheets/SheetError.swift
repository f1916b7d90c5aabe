/// Why a workbook could not be written.
public enum SheetError: Error, Hashable, Sendable {
  /// The time of making isn't RFC 3339; the text that was given.
  case badTime(String)
  /// More rows than a sheet of Excel holds, header and totals included; the name of the sheet and the greatest number of rows.
  case tooManyRows(sheet: String, atMost: Int)
  /// More columns than a sheet of Excel holds; the name of the sheet and the greatest number of columns.
  case tooManyColumns(sheet: String, atMost: Int)
  /// A text longer than a cell of Excel holds; the name of the sheet, and the row and column counted from 1 with the header.
  case textTooLong(sheet: String, row: Int, column: Int)
  /// The file could not be written; the reason of the system or the library.
  case cannotWrite(String)

  /// A stable name for logs and interfaces.
  public var code: String {
    switch self {
    case .badTime: "sheet.bad_time"
    case .tooManyRows: "sheet.too_many_rows"
    case .tooManyColumns: "sheet.too_many_columns"
    case .textTooLong: "sheet.text_too_long"
    case .cannotWrite: "sheet.cannot_write"
    }
  }

  /// What happened and what to do, in Chinese.
  public var zh: String {
    switch self {
    case .badTime(let text): "表格的生成时间“\(text)”格式不对，应形如 2026-03-05T09:30:00+08:00。"
    case .tooManyRows(let sheet, let most): "“\(sheet)”超过 Excel 每张表 \(most) 行的上限。请缩小筛选范围，或改用 CSV 导出。"
    case .tooManyColumns(let sheet, let most): "“\(sheet)”超过 Excel 每张表 \(most) 列的上限。请减少列，或改用 CSV 导出。"
    case .textTooLong(let sheet, let row, let column): "“\(sheet)”第 \(row) 行第 \(column) 列的文字超过 Excel 单元格 32,767 字的上限。请改用 CSV 导出。"
    case .cannotWrite(let reason): "Excel 文件未能生成（\(reason)）。请稍后再试；如仍不成功，请联系系统管理员。"
    }
  }

  /// What happened and what to do, in English.
  public var en: String {
    switch self {
    case .badTime(let text): "The time of making “\(text)” is malformed; write it like 2026-03-05T09:30:00+08:00."
    case .tooManyRows(let sheet, let most): "“\(sheet)” has more than the \(most) rows that Excel holds. Narrow the list, or export CSV."
    case .tooManyColumns(let sheet, let most): "“\(sheet)” has more than the \(most) columns that Excel holds. Take fewer, or export CSV."
    case .textTooLong(let sheet, let row, let column):
      "The text in row \(row), column \(column) of “\(sheet)” is longer than the 32,767 characters that a cell of Excel holds. Export CSV."
    case .cannotWrite(let reason):
      "The Excel file could not be made (\(reason)). Try again later; if it still fails, tell the administrator."
    }
  }
}
