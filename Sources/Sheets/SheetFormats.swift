import CXLSXWriter

/// The looks of cells in one workbook.
struct SheetFormats {
  /// What a kind of cell looks like.
  struct Look {
    let text: UnsafeMutablePointer<lxw_format>?
    let integer: UnsafeMutablePointer<lxw_format>?
    let money: UnsafeMutablePointer<lxw_format>?
    let date: UnsafeMutablePointer<lxw_format>?
  }

  let header: UnsafeMutablePointer<lxw_format>?
  let row: Look
  let totals: Look

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    func format(_ numbers: String, isTotal: Bool) -> UnsafeMutablePointer<lxw_format>? {
      let format = workbook_add_format(workbook)
      format_set_num_format(format, numbers)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      if isTotal {
        format_set_bold(format)
        format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
      }
      return format
    }
    func look(isTotal: Bool) -> Look {
      // The format @ keeps a text a text when somebody edits the cell.
      let text = format("@", isTotal: isTotal)
      format_set_text_wrap(text)
      return Look(
        text: text, integer: format("0", isTotal: isTotal), money: format("#,##0.00", isTotal: isTotal),
        date: format("yyyy-mm-dd", isTotal: isTotal))
    }
    row = look(isTotal: false)
    totals = look(isTotal: true)
    header = format("@", isTotal: false)
    format_set_bold(header)
    format_set_text_wrap(header)
    format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_bg_color(header, 0xEEEEEE)
  }
}
