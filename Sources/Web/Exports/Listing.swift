import Policy
import Service
import Sheets
import Values

/// A list as people see it on a page and as they take it home: table and file are made of the same rows, so they say the same.
struct Listing: Sendable {
  /// A column.
  struct Column: Sendable {
    let title: String
    var isFigure = false

    /// A column of words.
    static func words(_ title: String) -> Column { Column(title: title) }
    /// A column of sums, counts and other figures.
    static func figures(_ title: String) -> Column { Column(title: title, isFigure: true) }
  }

  /// What stands in a cell.
  enum Cell: Sendable, Equatable {
    /// Words, with the address they link to on the page.
    case text(String, path: String? = nil)
    /// A state in a word.
    case state(String, Components.Tone)
    /// A sum in 元.
    case money(Money)
    /// A count.
    case count(Int)
    /// A day.
    case day(CivilDate)
    /// Nothing.
    case none

    static func optional(_ money: Money?) -> Cell { money.map { .money($0) } ?? .none }
    static func optional(_ day: CivilDate?) -> Cell { day.map { .day($0) } ?? .none }
    static func optional(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
  }

  /// The name of the list: caption, tab and file name.
  let name: String
  let columns: [Column]
  let rows: [[Cell]]
  var totals: [Cell]?
  /// What is said where there are no rows.
  var empty: String?

  /// The sum of a column of sums; traps beyond 10^15, which no fund reaches.
  func sum(_ column: Int) -> Money {
    rows.reduce(Money.zero) { sum, row in
      if case .money(let amount) = row[column] { sum.adding(amount) ?? .greatest } else { sum }
    }
  }

  /// The same with a last line: a word, the number of rows where nothing else stands, and the sums of the columns named.
  func totalled(_ word: String, sums: Set<Int>) -> Listing {
    var copy = self
    copy.totals = columns.indices.map { sums.contains($0) ? .money(sum($0)) : $0 == 0 ? .text(word) : .none }
    return copy
  }

  /// As it stands on a page; under a heading with its name the caption is not shown again.
  func table(_ language: Language, isHeaded: Bool = false) -> View {
    Table(
      caption: name, columns: columns.map { $0.isFigure ? .figures($0.title) : .words($0.title) },
      rows: rows.map { $0.map { Self.shown($0, language) } }, totals: totals.map { $0.map { Self.text($0, language) } }, empty: empty,
      isCaptionHidden: isHeaded
    ).view
  }

  private static func shown(_ cell: Cell, _ language: Language) -> Table.Cell {
    switch cell {
    case .text(let text, let path?): .link(text, path)
    case .state(let text, let tone): .tag(text, tone)
    default: .text(text(cell, language))
    }
  }

  private static func text(_ cell: Cell, _ language: Language) -> String {
    switch cell {
    case .text(let text, _), .state(let text, _): text
    case .money(let money): Number.grouped(money.description)
    case .count(let count): Number.grouped(String(count))
    case .day(let day): day.shown(language)
    case .none: ""
    }
  }

  /// As a sheet.
  var sheet: Sheet {
    Sheet(
      name: name, columns: columns.map { SheetColumn($0.title) }, rows: rows.map { $0.map(Self.cell) },
      totals: totals.map { $0.map(Self.cell) })
  }

  private static func cell(_ cell: Cell) -> SheetCell {
    switch cell {
    case .text(let text, _), .state(let text, _): return .text(text)
    case .money(let money): return .money(minor: money.minor)
    case .count(let count): return .integer(Int64(count))
    case .day(let day):
      let (year, month, day) = day.components
      return .date(year: year, month: month, day: day)
    case .none: return .empty
    }
  }
}

/// The files a list can be taken home as.
enum ListFile: String, Sendable, CaseIterable {
  case csv, xlsx

  var contentType: String {
    self == .csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  }

  /// The file of a list, made at a moment.
  func answer(_ listing: Listing, at created: String) async throws -> Answer {
    let bytes = try await Aside.sheets.run {
      let text = CSV.write(listing.sheet)
      if self == .csv { return text }
      // The same rows make the same workbook, whoever asks; a CSV costs little beside it.
      return try MadeFiles.shared.file("xlsx/\(listing.name)/" + Digest.sha256(text)) {
        try XLSX.write([listing.sheet], title: listing.name, created: created)
      }
    }
    return .download(Download(bytes, contentType: contentType, fileName: listing.name + "." + rawValue))
  }
}

/// The last piece of a path with the ending of a file: `N2026-0001.csv`.
struct FileName: Sendable, Equatable {
  /// Without the ending.
  let name: String
  /// `csv`, `xlsx`, `json`, `pdf`; nil for the page itself.
  let ending: String?

  /// Reads a piece; only these endings are taken off.
  init(_ piece: String, endings: Set<String> = ["csv", "xlsx", "json", "pdf"]) {
    guard let dot = piece.lastIndex(of: "."), endings.contains(String(piece[piece.index(after: dot)...])) else {
      (name, ending) = (piece, nil)
      return
    }
    (name, ending) = (String(piece[..<dot]), String(piece[piece.index(after: dot)...]))
  }

  /// As a file of a list.
  var list: ListFile? { ending.flatMap(ListFile.init(rawValue:)) }
}
