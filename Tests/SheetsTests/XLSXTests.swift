import Foundation
import Sheets
import TestSupport
import Testing

/// Workbooks, read back.
struct XLSXTests {
  static let made = "2026-03-05T09:30:12+08:00"

  static func sheet(_ cells: [SheetCell], name: String = "x") -> Sheet {
    Sheet(name: name, columns: cells.indices.map { SheetColumn("c\($0)") }, rows: [cells])
  }

  static func read(_ cells: SheetCell...) throws -> [Workbook.Cell] {
    try #require(try Workbook(XLSX.write([sheet(cells)], title: "", created: made)).cells.first?.last)
  }

  @Test("kinds of cells")
  func kinds() throws {
    let cells = try Self.read(
      .text("江门演示灯饰有限公司"), .integer(42), .money(minor: 1_234_567), .date(year: 2026, month: 3, day: 5), .text("001234"))
    #expect(
      cells == [
        .init(text: "江门演示灯饰有限公司", type: "s", format: "@"), .init(text: "42", type: "n", format: "0"),
        .init(text: "12345.67", type: "n", format: "#,##0.00"), .init(text: "2026-03-05", type: "n", format: "yyyy-mm-dd"),
        .init(text: "001234", type: "s", format: "@"),
      ])
  }

  @Test(
    "texts are never formulas",
    arguments: ["=1+1", "+1", "-1", "@A1", "{=1}", "\t=1", "=cmd|'/c calc'!A0", "http://huiqi.example", "914407001234567890"])
  func formulas(text: String) throws {
    let workbook = try Workbook(XLSX.write([Self.sheet([.text(text)])], title: "=1", created: Self.made))
    #expect(workbook.cells[0][1] == [.init(text: text, type: "s", format: "@")])
    for part in workbook.parts.values { #expect(!part.contains("<f>") && !part.contains("<f ")) }
  }

  @Test(
    "any text comes back",
    arguments: ["<a&b>\"'", "两\n行", " 空格 ", "😀👩‍👩‍👧", "𠮷㙍", "_x0041_", "_x005F_", "__x0041__x", "a_b", "x\u{FFFE}y", "bell\u{7}\u{0}.", "\r\n"])
  func texts(text: String) throws {
    let expected = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\u{FFFE}", with: "\u{FFFD}")
      .replacingOccurrences(of: "\u{7}\u{0}", with: "")
    #expect(try Self.read(.text(text), .integer(1)).map(\.text) == [expected, "1"])
  }

  @Test("sums of up to 15 digits are numbers whose two places are exact")
  func sums() throws {
    var random = SeededGenerator(seed: 7)
    let greatest: Int64 = 999_999_999_999_999
    var sums: [Int64] = [0, 1, -1, 10, 29, 57, 58, 115, 100, greatest, -greatest, greatest - 1, 900_719_925_474_099, 562_949_953_421_311]
    for _ in 0..<700 { sums.append(Int64.random(in: -greatest...greatest, using: &random)) }
    for _ in 0..<300 { sums.append(Int64.random(in: -10_000_000_000...10_000_000_000, using: &random)) }
    let sheet = Sheet(name: "x", columns: [SheetColumn("a")], rows: sums.map { [.money(minor: $0)] })
    let rows = try Workbook(XLSX.write([sheet], title: "", created: Self.made)).cells[0]
    for (minor, row) in zip(sums, rows.dropFirst()) {
      let cell = row[0]
      #expect(cell.type == "n")
      // As Excel does it: to the nearest binary number, shown with 15 digits.
      let number = try #require(Double(cell.text))
      #expect(String(format: "%.2f", number) == CSVTests.line(.money(minor: minor)))
      #expect(Decimal(string: String(format: "%.15g", number)) == Decimal(minor) / 100)
    }
  }

  @Test("longer figures are text", arguments: [1_000_000_000_000_000, Int64.max, Int64.min, -1_000_000_000_000_000])
  func longFigures(number: Int64) throws {
    let cells = try Self.read(.money(minor: number), .integer(number))
    let digits = String(number.magnitude)
    let sum = (number < 0 ? "-" : "") + digits.dropLast(2) + "." + digits.suffix(2)
    #expect(cells == [.init(text: sum, type: "s", format: "@"), .init(text: String(number), type: "s", format: "@")])
  }

  @Test("days are real dates; what Excel can't count is text")
  func days() throws {
    let days = [(1901, 1, 1), (2024, 2, 29), (2026, 2, 28), (9999, 12, 31), (1970, 1, 1)]
    let cells = try Workbook(
      XLSX.write([Self.sheet(days.map { .date(year: $0.0, month: $0.1, day: $0.2) })], title: "", created: Self.made)
    ).cells[0][1]
    #expect(cells.map(\.text) == ["1901-01-01", "2024-02-29", "2026-02-28", "9999-12-31", "1970-01-01"])
    #expect(cells.allSatisfy { $0.type == "n" })
    let odd = try Self.read(.date(year: 1899, month: 12, day: 31), .date(year: 2025, month: 2, day: 29))
    #expect(odd.map(\.text) == ["1899-12-31", "2025-02-29"])
    #expect(odd.allSatisfy { $0.type == "s" })
  }

  @Test("a workbook says what the CSV of the same sheet says", arguments: [3, 5_000])
  func sameAsCSV(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let words = ["江门演示灯饰有限公司", "=1+1", "00123", "91440700MA00000X01", "a,b\"c\nd", "😀", "1/2", "", "-", "x_x0041_y"]
    let rows: [[SheetCell]] = (0..<count).map { index in
      [
        .integer(Int64(index + 1)), .text(words[Int.random(in: 0..<words.count, using: &random)]),
        .money(minor: Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)),
        .date(year: Int.random(in: 2024...2026, using: &random), month: Int.random(in: 1...12, using: &random), day: 28),
      ]
    }
    let sheet = Sheet(
      name: "清单", columns: [SheetColumn("序号"), SheetColumn("名称"), SheetColumn("金额（元）"), SheetColumn("日期")], rows: rows,
      totals: [.text("合计"), .empty, .money(minor: 123)])
    let csv = CSVReader.rows(CSV.write(sheet)).map { $0.map(CSV.plain) }
    let book = try Workbook(XLSX.write([sheet], title: "清单", created: Self.made)).cells[0].map { row in
      row.map { cell in
        // Sums stand in the file with as many places as they need.
        cell.format == "#,##0.00" ? String(format: "%.2f", Double(cell.text) ?? .nan) : cell.text
      }
    }
    #expect(book == csv)
    #expect(book.count == count + 2)
  }

  @Test(
    "names of sheets",
    arguments: [
      ("清单", "清单"), ("a/b\\c?d*e[f]:g", "a／b＼c？d＊e［f］：g"), ("", "Sheet"), ("  ", "Sheet"), ("'x'", "’x’"), ("History", "History_"),
      (String(repeating: "长", count: 40), String(repeating: "长", count: 31)),
      (String(repeating: "😀", count: 20), String(repeating: "😀", count: 15)),
      ("a\u{0}\nb", "a b"),
    ])
  func names(name: String, expected: String) throws {
    let workbook = try Workbook(XLSX.write([Self.sheet([.integer(1)], name: name)], title: "", created: Self.made))
    #expect(workbook.names == [expected])
  }

  @Test("no two sheets have one name")
  func uniqueNames() throws {
    let long = String(repeating: "名", count: 40)
    let sheets = ["清单", "清单", "A", "a", long, long].map { Self.sheet([.integer(1)], name: $0) }
    let names = try Workbook(XLSX.write(sheets, title: "", created: Self.made)).names
    #expect(
      names == ["清单", "清单（2）", "A", "a（2）", String(repeating: "名", count: 31), String(repeating: "名", count: 28) + "（2）"])
  }

  @Test("the header stays in sight, is bold, and has filters that leave the totals out")
  func arrangement() throws {
    let sheet = Sheet(
      name: "x", columns: [SheetColumn("企业名称"), SheetColumn("金额", width_characters: 20)], rows: [[.text("a"), .money(minor: 1)]],
      totals: [.text("合计"), .money(minor: 1)])
    let workbook = try Workbook(XLSX.write([sheet], title: "清单 & <x>", created: Self.made))
    let part = try #require(workbook.parts["xl/worksheets/sheet1.xml"])
    #expect(part.contains("ySplit=\"1\"") && part.contains("state=\"frozen\""))
    #expect(part.contains("<autoFilter ref=\"A1:B2\"/>"))
    let widths = Workbook.elements("col", in: part).compactMap { $0.attributes["width"].flatMap(Double.init) }
    #expect(widths.count == 2)
    #expect((12...13.5).contains(widths[0]), "four Chinese characters and the arrow")
    #expect((20...21).contains(widths[1]))
    let styles = try #require(workbook.parts["xl/styles.xml"])
    #expect(styles.contains("<b/>"))
    #expect(workbook.parts["xl/workbook.xml"]?.contains("Print_Titles") == true)
    let core = try #require(workbook.parts["docProps/core.xml"])
    #expect(core.contains("2026-03-05T01:30:12Z"))
    #expect(core.contains("清单 &amp; &lt;x&gt;"))
  }

  @Test("no rows, no columns, short rows")
  func small() throws {
    let none = Sheet(name: "a", columns: [], rows: [])
    let header = Sheet(name: "b", columns: [SheetColumn("一"), SheetColumn("二")], rows: [])
    let short = Sheet(name: "c", columns: [SheetColumn("一"), SheetColumn("二")], rows: [[], [.text("x")]])
    let cells = try Workbook(XLSX.write([none, header, short], title: "", created: Self.made)).cells
    #expect(cells[0].isEmpty)
    #expect(cells[1].map { $0.map(\.text) } == [["一", "二"]])
    #expect(cells[2].map { $0.map(\.text) } == [["一", "二"], ["x"]])
  }

  @Test("the same input gives the same bytes, in both ways of writing", arguments: [10, 5_000])
  func sameBytes(count: Int) throws {
    let sheet = Sheet(name: "x", columns: [SheetColumn("a")], rows: (0..<count).map { [.text("第\($0)行")] })
    let first = try XLSX.write([sheet], title: "t", created: Self.made)
    #expect(try XLSX.write([sheet], title: "t", created: Self.made) == first)
    #expect(try XLSX.write([sheet], title: "t", created: "2026-03-05T01:30:12Z") == first)
    #expect(try XLSX.write([sheet], title: "t", created: "2026-03-05T01:30:13Z") != first)
    #expect(try Workbook(first).times.count == 1, "no part carries the time of a clock")
  }

  @Test("the first second of 1970 isn't taken for now")
  func epoch() throws {
    let workbook = try Workbook(XLSX.write([Self.sheet([])], title: "", created: "1970-01-01T00:00:00Z"))
    #expect(workbook.parts["docProps/core.xml"]?.contains("1970-01-01T00:00:01Z") == true)
  }

  @Test("what a workbook can't hold is refused by name")
  func refusals() {
    #expect(throws: SheetError.badTime("yesterday")) { try XLSX.write([Self.sheet([])], title: "", created: "yesterday") }
    for time in [
      "2026-02-29T00:00:00Z", "2026-03-05 09:30:12Z", "2026-03-05T09:30:12", "2026-03-05T24:00:00Z", "2026-03-05T09:30:12.Z",
      "2026-03-05T09:30:12Zx", "",
    ] {
      #expect(throws: SheetError.badTime(time)) { try XLSX.write([Self.sheet([])], title: "", created: time) }
    }
    let long = String(repeating: "长", count: 32_768)
    #expect(throws: SheetError.textTooLong(sheet: "x", row: 2, column: 2)) {
      try XLSX.write([Self.sheet([.integer(1), .text(long)])], title: "", created: Self.made)
    }
    #expect(throws: Never.self) { try XLSX.write([Self.sheet([.text(String(long.dropLast()))])], title: "", created: Self.made) }
    let many = Sheet(name: "多", columns: [SheetColumn("a")], rows: Array(repeating: [], count: 1_048_576))
    #expect(throws: SheetError.tooManyRows(sheet: "多", atMost: 1_048_576)) { try XLSX.write([many], title: "", created: Self.made) }
    let wide = Sheet(name: "宽", columns: Array(repeating: SheetColumn("a"), count: 16_385), rows: [])
    #expect(throws: SheetError.tooManyColumns(sheet: "宽", atMost: 16_384)) { try XLSX.write([wide], title: "", created: Self.made) }
    for error in [
      SheetError.badTime("x"), .tooManyRows(sheet: "x", atMost: 1), .tooManyColumns(sheet: "x", atMost: 1),
      .textTooLong(sheet: "x", row: 1, column: 1), .cannotWrite("x"),
    ] {
      #expect(error.code.hasPrefix("sheet.") && error.zh.hasSuffix("。") && error.en.hasSuffix("."))
    }
  }

  @Test("workbooks are written on many threads at once")
  func threads() async throws {
    let sheet = Sheet(name: "x", columns: [SheetColumn("a")], rows: (0..<200).map { [.text("第\($0)行")] })
    let expected = try XLSX.write([sheet], title: "t", created: Self.made)
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { try XLSX.write([sheet], title: "t", created: Self.made) == expected } }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }

  @Test("100,000 rows", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_MEASURE"] != nil))
  func measure() throws {
    let rows: [[SheetCell]] = (0..<100_000).map { index in
      [
        .integer(Int64(index)), .text("JM-2026-\(100_000 + index)"), .text("江门演示第\(index)灯饰有限公司"),
        .text("91440700MA0000\(1000 + index % 9000)"),
        .text("境外（国外）参展支持"), .text("初审中"), .money(minor: Int64(index) * 1_237), .money(minor: Int64(index) * 1_000),
        .date(year: 2026, month: 1 + index % 12, day: 1 + index % 28), .empty,
      ]
    }
    let sheet = Sheet(name: "清单", columns: (0..<10).map { SheetColumn("第\($0)列") }, rows: rows)
    let clock = ContinuousClock()
    var sizes: [Int] = []
    let csv = clock.measure { sizes.append(CSV.write(sheet).count) }
    let xlsx = try clock.measure { sizes.append(try XLSX.write([sheet], title: "t", created: Self.made).count) }
    print("100,000 rows of 10: CSV \(csv), XLSX \(xlsx), bytes \(sizes)")
    #expect(sizes.allSatisfy { $0 > 1_000_000 })
  }
}
