import Foundation
import Paper
import TestSupport
import Testing

/// Tables over pages.
struct TableTests {
  @Test("the header is on every page, rows are whole and in order, the total is last")
  func pages() throws {
    let pdf = try Samples.notice(rows: 200).pdf()
    let pages = try PDFTool.text(pdf).split(separator: "\u{C}").map(String.init)
    #expect(pages.count >= 7)
    for page in pages { #expect(page.contains("企业名称") && page.contains("拟支持金额（元）")) }
    let raw = try PDFTool.raw(pdf)
    // Every row's number and credit code come once and in order.
    let codes = raw.matches(of: /9144\*\*\*\*(\d+)X/).map { String($0.output.1) }
    #expect(codes == (1...200).map { String(1000 + $0) })
    #expect(pages.last?.contains("10,234,567.89") == true)
    // The structure has the header once: listeners don't hear it on every page.
    let structure = try PDFTool.run("pdfinfo", ["-struct", "FILE"], on: pdf)
    #expect(structure.components(separatedBy: " TH").count - 1 == 5)
    #expect(structure.components(separatedBy: " TR").count - 1 == 202)
  }

  @Test("a row of several lines stays on one page")
  func wholeRows() throws {
    let rows = (0..<60).map { row in ["\(row)", (0..<6).map { "R\(row)L\($0)" }.joined(separator: "\n"), "x"] }
    let pdf = try Samples.paper([
      .table(columns: [Column("n"), Column("lines", share: 3), Column("x")], rows: rows, total: ["", "合计", "1"])
    ]).pdf()
    let pages = try PDFTool.text(pdf).split(separator: "\u{C}").map(String.init)
    #expect(pages.count > 3)
    for index in 0..<60 {
      let on = pages.indices.filter { page in
        (0..<6).contains { pages[page].contains("R\(index)L\($0) ") || pages[page].contains("R\(index)L\($0)\n") }
      }
      #expect(on.count == 1, "row \(index) is on pages \(on)")
    }
  }

  @Test("the total never stands alone", arguments: 30...70)
  func total(rows: Int) throws {
    let lines = (1...rows).map { ["第\($0)行", "1.00"] }
    let pdf = try Samples.paper([
      .table(columns: [Column("名称"), Column("金额", alignment: .trailing)], rows: lines, total: ["合计", "\(rows).00"])
    ]).pdf()
    let pages = try PDFTool.text(pdf).split(separator: "\u{C}").map(String.init)
    let last = try #require(pages.last { $0.contains("合计") })
    #expect(last.contains("第\(rows)行"))
  }

  @Test("figures stand under each other: equal digits, equal widths")
  func tabularFigures() throws {
    let sums = ["1,111,111.11", "8,888,888.88", "4,074,074.07"]
    let pdf = try Samples.paper([
      .table(columns: [Column("金额", alignment: .trailing)], rows: sums.map { [$0] }, total: ["9,999,999.99"])
    ]).pdf()
    let boxes = try PDFTool.run("pdftotext", ["-bbox", "FILE", "-"], on: pdf)
    let edges = boxes.matches(of: /xMin="([0-9.]+)".*xMax="([0-9.]+)".*>([0-9,.]+)</).filter { sums.contains(String($0.output.3)) }
    #expect(edges.count == 3)
    let lefts = edges.compactMap { Double($0.output.1) }
    let rights = edges.compactMap { Double($0.output.2) }
    for left in lefts { #expect(abs(left - lefts[0]) < 0.02) }
    for right in rights { #expect(abs(right - rights[0]) < 0.02) }
  }

  @Test("an empty table says so")
  func empty() throws {
    let columns = [Column("序号"), Column("企业名称", share: 3)]
    let zh = try PDFTool.letters(Samples.paper([.table(columns: columns, rows: [], total: nil)]).pdf())
    #expect(zh.contains("序号企业名称（无）"))
    let en = try PDFTool.letters(Samples.paper([.table(columns: columns, rows: [], total: ["0"])], language: .en).pdf())
    #expect(en.contains("序号企业名称(none)0"))
  }

  @Test("rows shorter than the columns, and a column much too narrow")
  func odd() throws {
    let pdf = try Samples.paper([
      .table(columns: [Column("a"), Column("b", share: 1000), Column("c")], rows: [["1"], [], ["1234", "x", "9"]], total: [])
    ]).pdf()
    let letters = try PDFTool.letters(pdf)
    for letter in ["1", "4", "x", "9"] { #expect(letters.contains(letter)) }
  }

  @Test("a row taller than a page goes on under the header")
  func tall() throws {
    let text = (0..<400).map { "第\($0)句。" }.joined(separator: "\n")
    let pdf = try Samples.paper([.table(columns: [Column("表头甲"), Column("表头乙", share: 4)], rows: [["甲", text], ["乙", "尾"]], total: nil)])
      .pdf()
    let pages = try PDFTool.text(pdf).split(separator: "\u{C}").map(String.init)
    #expect(pages.count > 6)
    for page in pages { #expect(page.contains("表头甲")) }
    let numbers = try PDFTool.letters(pdf).matches(of: /第(\d+)句/).compactMap { Int($0.output.1) }
    #expect(numbers == Array(0..<400))
  }

  @Test("no line begins with a mark that closes")
  func punctuation() throws {
    for length in 30..<50 {
      let text = String(repeating: "测", count: length) + "，（括号）、“引号”。《书》；" + String(repeating: "试", count: 40) + "。"
      let lines = try PDFTool.text(Samples.paper([.paragraph(text)]).pdf()).split(separator: "\n").map { $0.drop { $0 == " " } }
      for line in lines { #expect(!"，。、；：！？）》”".contains(line.first ?? "x"), "\(line)") }
    }
  }
}
