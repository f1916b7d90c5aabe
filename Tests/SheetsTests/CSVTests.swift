import Foundation
import Sheets
import TestSupport
import Testing

/// CSV as spreadsheets and programs read it.
struct CSVTests {
  static func line(_ cells: SheetCell...) -> String {
    let sheet = Sheet(name: "x", columns: cells.indices.map { SheetColumn("c\($0)") }, rows: [cells])
    return String(decoding: CSV.write(sheet).dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")[1]
  }

  @Test("the whole file, byte by byte")
  func file() {
    let sheet = Sheet(
      name: "付款", columns: [SheetColumn("序号"), SheetColumn("企业"), SheetColumn("金额（元）"), SheetColumn("日期")],
      rows: [[.integer(1), .text("江门演示灯饰有限公司"), .money(minor: 3_000_000), .date(year: 2026, month: 3, day: 5)], [.integer(2)]],
      totals: [.text("合计"), .empty, .money(minor: 3_000_000)])
    let expected =
      "\u{FEFF}序号,企业,金额（元）,日期\r\n1,江门演示灯饰有限公司,30000.00,2026-03-05\r\n2,,,\r\n合计,,30000.00,\r\n"
    #expect(CSV.write(sheet) == Array(expected.utf8))
  }

  @Test("without rows there is still the header")
  func empty() {
    #expect(CSV.write(Sheet(name: "x", columns: [SheetColumn("a"), SheetColumn("b")], rows: [])) == Array("\u{FEFF}a,b\r\n".utf8))
    #expect(CSV.write(Sheet(name: "x", columns: [], rows: [])) == Array("\u{FEFF}\r\n".utf8))
  }

  @Test(
    "texts that could run are defused",
    arguments: [
      ("=1+1", "'=1+1"), ("+86 750", "'+86 750"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("＝1+1", "'＝1+1"), ("  =1", "'  =1"),
      ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\n=1\""), ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
      ("\u{3000}=1", "'\u{3000}=1"), ("\u{0}=1", "'=1"), ("a=1", "a=1"), ("—", "—"),
    ])
  func formulas(text: String, expected: String) { #expect(Self.line(.text(text)) == expected) }

  @Test(
    "texts that would become other numbers or dates stay as they are",
    arguments: [
      ("914407001234567890", "\"\t914407001234567890\""), ("001234", "\"\t001234\""), ("123456789012", "\"\t123456789012\""),
      ("12345678901", "12345678901"), ("0", "0"), ("12", "12"), ("1/2", "\"\t1/2\""), ("2026-03", "\"\t2026-03\""),
      ("12E10", "\"\t12E10\""),
      ("1.50", "\"\t1.50\""), ("91440700MA00000X01", "91440700MA00000X01"), ("9144070012345678E9", "\"\t9144070012345678E9\""),
      ("5%", "\"\t5%\""),
      ("09:30", "\"\t09:30\""), ("１２３", "１２３"), ("第1", "第1"),
    ])
  func digits(text: String, expected: String) { #expect(Self.line(.text(text)) == expected) }

  @Test(
    "fields are quoted where they must be",
    arguments: [
      ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\nb\""), ("a;b", "\"a;b\""), (" a", "\" a\""),
      ("a ", "\"a \""),
      ("，", "，"), ("👩‍👩‍👧 ok", "👩‍👩‍👧 ok"), ("", ""), ("a\u{0}\u{7}b", "ab"),
    ])
  func quoting(text: String, expected: String) { #expect(Self.line(.text(text)) == expected) }

  @Test(
    "sums are exact",
    arguments: [
      (0, "0.00"), (1, "0.01"), (-1, "-0.01"), (10, "0.10"), (99, "0.99"), (100, "1.00"), (-12_345, "-123.45"), (1_234_567, "12345.67"),
      (999_999_999_999_999, "9999999999999.99"), (-999_999_999_999_999, "-9999999999999.99"),
      (1_000_000_000_000_000, "\"\t10000000000000.00\""), (Int64.max, "\"\t92233720368547758.07\""),
      (Int64.min, "\"\t-92233720368547758.08\""),
    ] as [(Int64, String)])
  func sums(minor: Int64, expected: String) { #expect(Self.line(.money(minor: minor)) == expected) }

  @Test("counts and days stand plain")
  func plainNumbers() {
    #expect(Self.line(.integer(-5), .integer(0), .integer(999_999_999_999_999)) == "-5,0,999999999999999")
    #expect(Self.line(.integer(.max), .integer(.min)) == "\"\t9223372036854775807\",\"\t-9223372036854775808\"")
    #expect(Self.line(.date(year: 2024, month: 2, day: 29), .date(year: 1, month: 1, day: 1)) == "2024-02-29,0001-01-01")
  }

  @Test("any text comes back, whatever characters it is made of")
  func roundTrip() {
    var random = SeededGenerator(seed: 20_260_305)
    let alphabet = Array("=+-@'\t\"\n,;01239eE./: %中𠮷，😀_x")
    for _ in 0..<3_000 {
      let text = String(
        (0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      let sheet = Sheet(name: "x", columns: [SheetColumn("a"), SheetColumn("b")], rows: [[.text(text), .text("end")]])
      let rows = CSVReader.rows(CSV.write(sheet))
      #expect(rows.count == 2)
      #expect(rows[1].count == 2)
      let field = rows[1][0]
      let first = field.drop { $0 == " " }.first
      #expect(first == nil || !"=+-@".contains(first ?? "x"), "runs: \(field.debugDescription)")
      // A text that begins with a mark and looks marked is the one thing that can't be told apart.
      if !text.hasPrefix("'") { #expect(CSV.plain(field) == text, "\(text.debugDescription) → \(field.debugDescription)") }
    }
  }
}
