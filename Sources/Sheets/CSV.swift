/// Tables as text with commas: RFC 4180, UTF-8 with a byte order mark (without it Excel misreads Chinese), lines ended by CRLF.
///
/// Spreadsheets don't take such a file as it is: they run some texts as formulas and rewrite others as numbers. Therefore, and for
/// text cells only:
/// - A text that begins (after spaces) with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line end gets a `'` in front.
/// - A text of digits and the marks of numbers, dates and times gets a tab in front, unless it is a plain number of at most 11
///   digits: credit codes and accounts keep all their digits and their leading zeros, "2026-03" and "1/2" don't become dates.
///
/// Who reads the file by program takes the one character away again: see `plain(_:)`. Numbers, sums and dates have no marks. Whole
/// numbers and sums of more than 15 digits are written as text with the tab: a spreadsheet would change their last digits.
public enum CSV {
  /// The sheet as a CSV file: the header, the rows, the totals if there are any.
  public static func write(_ sheet: Sheet) -> [UInt8] {
    var out: [UInt8] = [0xEF, 0xBB, 0xBF]
    let width = sheet.columns.count
    out.reserveCapacity(sheet.rows.count * width * 16)
    write(sheet.columns.map { .text($0.title) }, width: width, to: &out)
    for row in sheet.rows { write(row, width: width, to: &out) }
    if let totals = sheet.totals { write(totals, width: width, to: &out) }
    return out
  }

  /// A field of such a file as it was in the sheet: without the mark in front that is there for spreadsheets.
  ///
  /// A text that itself began with `'=` comes back as `=`: the files are for people first.
  public static func plain(_ field: String) -> String {
    if field.first == "'", isFormula(String(field.dropFirst())) { return String(field.dropFirst()) }
    if field.first == "\t", isRewritten(String(field.dropFirst())) { return String(field.dropFirst()) }
    return field
  }

  private static func write(_ cells: [SheetCell], width: Int, to out: inout [UInt8]) {
    for index in 0..<width {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      append(field(index < cells.count ? cells[index] : .empty), to: &out)
    }
    out.append(contentsOf: [0x0D, 0x0A])
  }

  private static func field(_ cell: SheetCell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): guarded(SheetText.clean(text))
    case .integer(let number): (number.magnitude > SheetText.greatestNumber ? "\t" : "") + String(number)
    case .money(let minor): (minor.magnitude > SheetText.greatestNumber ? "\t" : "") + SheetText.money(minor: minor)
    case .date(let year, let month, let day): SheetText.date(year: year, month: month, day: day)
    }
  }

  private static func guarded(_ text: String) -> String {
    if isFormula(text) { return "'" + text }
    return isRewritten(text) ? "\t" + text : text
  }

  /// A spreadsheet may run this.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\u{A0}" && $0 != "\u{3000}" }) else { return false }
    return switch first {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n", "\r": true
    default: false
    }
  }

  /// A spreadsheet would show this as another number, or as a date or a time.
  private static func isRewritten(_ text: String) -> Bool {
    var digits = 0
    var others = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "E"),
        UInt8(ascii: "e"), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "):
        others += 1
      default: return false
      }
    }
    guard digits > 0 else { return false }
    return others > 0 || digits > 11 || (digits > 1 && text.utf8.first == 0x30)
  }

  private static func append(_ field: String, to out: inout [UInt8]) {
    let bytes = field.utf8
    // Semicolons and tabs too: in some countries they part the fields.
    let needsQuotes =
      bytes.first == 0x20 || bytes.last == 0x20
      || bytes.contains {
        switch $0 {
        case 0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D: true
        default: false
        }
      }
    guard needsQuotes else {
      out.append(contentsOf: bytes)
      return
    }
    out.append(0x22)
    for byte in bytes {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }
}
