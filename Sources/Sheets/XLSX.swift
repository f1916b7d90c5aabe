import CXLSXWriter
import Glibc

/// Tables as Excel workbooks (Office Open XML).
///
/// What the CSV file of the same sheet says, the workbook says too. Texts are texts (never formulas, also after somebody edits the
/// cell), sums are numbers shown as 12,345.67, days are real dates. The header is bold, stays in sight, is printed on every page and
/// has filters; columns are as wide as their content asks for, a Chinese character counting two.
public enum XLSX {
  /// The most rows and columns of a sheet.
  static let limits = (rows: 1_048_576, columns: 16_384)
  /// From this many rows on, a workbook is written row by row instead of being held in memory.
  private static let manyRows = 5_000

  /// The sheets as one workbook. The same sheets, title and time give the same bytes.
  ///
  /// - Parameters:
  ///   - sheets: At least one. Names that Excel doesn't allow are adapted.
  ///   - title: The title in the properties of the file.
  ///   - created: When it was made, as RFC 3339: "2026-03-05T09:30:00+08:00".
  /// - Throws: `SheetError`.
  public static func write(_ sheets: [Sheet], title: String, created: String) throws -> [UInt8] {
    precondition(!sheets.isEmpty, "a workbook has a sheet")
    guard let seconds = SheetTime.seconds(created) else { throw SheetError.badTime(created) }
    try check(sheets)
    // The library writes to a path. A temporary file without a name leaves nobody's data behind, even if the process is killed.
    guard let temporary = tmpfile() else { throw SheetError.cannotWrite(String(cString: strerror(errno))) }
    defer { fclose(temporary) }
    let file = fileno(temporary)
    var options = lxw_workbook_options()
    options.constant_memory = sheets.contains { $0.rows.count >= manyRows } ? 1 : 0
    guard let workbook = workbook_new_opt("/proc/self/fd/\(file)", &options) else { throw SheetError.cannotWrite("no memory") }
    var failure: (any Error)?
    do {
      describe(workbook, title: SheetText.clean(title), seconds: seconds)
      let formats = SheetFormats(workbook)
      for (sheet, name) in zip(sheets, SheetNames.unique(sheets.map(\.name))) {
        try SheetWriter(sheet: sheet, name: name, formats: formats).write(to: workbook)
      }
    } catch { failure = error }
    // Closing writes the file and frees everything, also after a failure.
    let status = workbook_close(workbook)
    if let failure { throw failure }
    guard status == LXW_NO_ERROR else { throw SheetError.cannotWrite(reason(status)) }
    return try contents(of: file)
  }

  /// The library's own words for an error.
  static func reason(_ error: lxw_error) -> String { lxw_strerror(error).map { String(cString: $0) } ?? "?" }

  private static func check(_ sheets: [Sheet]) throws {
    for sheet in sheets {
      let rows = sheet.rows.count + 1 + (sheet.totals == nil ? 0 : 1)
      guard rows <= limits.rows else { throw SheetError.tooManyRows(sheet: sheet.name, atMost: limits.rows) }
      guard sheet.columns.count <= limits.columns else {
        throw SheetError.tooManyColumns(sheet: sheet.name, atMost: limits.columns)
      }
    }
  }

  private static func describe(_ workbook: UnsafeMutablePointer<lxw_workbook>, title: String, seconds: Int) {
    title.withCString { title in
      "Huiqi 惠企".withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        // The library takes 0 for "now".
        properties.created = seconds == 0 ? 1 : seconds
        workbook_set_properties(workbook, &properties)
      }
    }
  }

  private static func contents(of file: Int32) throws -> [UInt8] {
    let count = Int(lseek(file, 0, SEEK_END))
    guard count > 0 else { throw SheetError.cannotWrite(String(cString: strerror(errno))) }
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while done < count {
        let read = pread(file, buffer.baseAddress.map { $0 + done }, count - done, off_t(done))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { break }
        done += read
      }
      filled = done
    }
    guard done == count else { throw SheetError.cannotWrite(String(cString: strerror(errno))) }
    return bytes
  }
}
