import Foundation
import Paper
import TestSupport
import Testing

/// Papers, read by Poppler's tools.
struct PaperTests {
  @Test(
    "text comes out as it went in",
    arguments: [
      "你单位提交的申报材料已收到，编号为〔2025〕61号。", "金额：¥30,000.00（叁万元整）", "𠮷野家与㙍字：生僻字也要能查到", "“引号”、《书名号》……——以及；：！？",
      "The bank’s result: 100 % “paid” & <done>",
      "１２３ＡＢＣ ａｂｃ", "①②③ ㈠ ㎡ ℃ ±5% ≤ ≥ ×", "é ü ñ Ω Ж", "91440700MA00000X01", "fi ffi fl office",
    ])
  func text(_ text: String) throws {
    for language in PaperLanguage.allCases {
      let pdf = try Samples.paper([.paragraph(text)], language: language).pdf()
      #expect(try PDFTool.letters(pdf).contains(text.filter { !$0.isWhitespace }), "\(language)")
    }
  }

  @Test("everything of a receipt is there")
  func receipt() throws {
    let letters = try PDFTool.letters(Samples.receipt.pdf())
    for text in [
      "惠企资金申报收件回执", "江门演示灯饰有限公司：", "统一社会信用代码91440700MA00000X01", "申报金额¥30,000.00（叁万元整）", Samples.hash,
      "展位照片（含境外主办方确认页，共12页）.pdf8,310KB", "演示市商务局2026年3月5日", "核验码：HQ7K-2M9P-4XTR", "核验网址：https://huiqi.example/verify", "第1页，共1页",
    ] { #expect(letters.contains(text), "\(text)") }
  }

  @Test("fonts are inside, as outlines", arguments: PaperLanguage.allCases)
  func fonts(language: PaperLanguage) throws {
    let blocks: [Block] = [.heading("标题 Heading", level: 1), .paragraph("正文 text 𠮷 Ω"), .code("abc"), .note("注")]
    let table = try PDFTool.run("pdffonts", ["FILE"], on: Samples.paper(blocks, language: language).pdf())
    let lines = table.split(separator: "\n").dropFirst(2)
    #expect(lines.count >= 3)
    for line in lines {
      #expect(line.contains(" yes yes yes "), "embedded, a subset, with its characters named: \(line)")
      #expect(!line.contains("Type 3"), "\(line)")
    }
    #expect(table.contains("NotoSerifCJKsc-Regular") && table.contains("NotoSansCJKsc-Bold") && table.contains("NotoSansMonoCJKsc-Regular"))
  }

  @Test("properties, structure and link of the file")
  func properties() throws {
    let pdf = try Samples.receipt.pdf()
    let info = try PDFTool.run("pdfinfo", ["-isodates", "FILE"], on: pdf)
    for line in ["惠企资金申报收件回执", "演示市商务局", "HQ7K-2M9P-4XTR", "2026-03-05T09:30:12+08"] { #expect(info.contains(line), "\(line)") }
    #expect(info.contains("Tagged:          yes"))
    #expect(info.contains("(A4)"))
    let structure = try PDFTool.run("pdfinfo", ["-struct-text", "FILE"], on: pdf)
    for tag in ["H1", "H2", "P (block)", "Table", "TR", "TH", "TD"] { #expect(structure.contains(tag), "\(tag)") }
    #expect(structure.contains("\"惠企资金申报收件回执\""))
    #expect(try PDFTool.run("pdfinfo", ["-url", "FILE"], on: pdf).contains("https://huiqi.example/verify"))
    #expect(String(decoding: pdf, as: Unicode.ASCII.self).contains("/Lang (zh-CN)"))
  }

  @Test("the same paper is the same bytes, whatever was made between")
  func sameBytes() throws {
    let first = try Samples.receipt.pdf()
    _ = try Samples.payments.pdf()
    _ = try Samples.notice(rows: 30).pdf()
    #expect(try Samples.receipt.pdf() == first)
    var other = Samples.receipt
    other = PaperDocument(
      title: other.title, language: other.language, created: "2026-03-05T09:30:13+08:00", code: other.code, verifyAt: other.verifyAt,
      author: other.author, blocks: other.blocks)
    #expect(try other.pdf() != first)
  }

  @Test("50 papers at once are the same as one after the other")
  func threads() async throws {
    let papers = [Samples.receipt, Samples.decision, Samples.payments, Samples.notice(rows: 20)]
    let expected = try papers.map { try $0.pdf() }
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<50 { group.addTask { try papers[index % 4].pdf() == expected[index % 4] } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(same == 50)
  }

  @Test("pages are numbered in both languages")
  func numbers() throws {
    let blocks: [Block] = Array(repeating: .paragraph(String(repeating: "公示内容如下。", count: 60)), count: 12)
    for language in PaperLanguage.allCases {
      let pdf = try Samples.paper(blocks, language: language).pdf()
      let count = try PDFTool.pages(pdf)
      #expect(count > 1)
      let pages = try PDFTool.text(pdf).split(separator: "\u{C}")
      #expect(pages.count == count)
      for (index, page) in pages.enumerated() {
        #expect(page.contains(language == .zh ? "第 \(index + 1) 页，共 \(count) 页" : "Page \(index + 1) of \(count)"))
        #expect(page.contains("HQ7K-2M9P-4XTR") && page.contains(Samples.address))
      }
    }
  }

  @Test("control characters and marks of direction leave nothing behind")
  func controls() throws {
    let pdf = try Samples.paper([.paragraph("甲\u{0}\u{7}乙\u{1B}丙\u{202E}丁\u{2066}戊\u{FEFF}\t己\u{85}庚\r\n辛")], title: "标\u{0}题\n二").pdf()
    let letters = try PDFTool.letters(pdf)
    #expect(letters.contains("甲乙丙丁戊己庚辛"))
    #expect(letters.contains("标题二"))
    #expect(try PDFTool.run("pdfinfo", ["FILE"], on: pdf).contains("标题 二"))
  }

  @Test("words longer than a line, a page, a cell lose nothing")
  func longWords() throws {
    let word = String(repeating: "abcdefghij", count: 900)
    let pdf = try Samples.paper([
      .heading(String(word.prefix(300)), level: 2), .paragraph(word), .code(word), .facts([(String(word.prefix(200)), word)]),
      .table(columns: [Column("x"), Column(String(word.prefix(80)))], rows: [["k", word]], total: nil),
      .seal(lines: [String(word.prefix(200))]),
      .note(word),
    ]).pdf()
    let letters = try PDFTool.letters(pdf).filter { "abcdefghij".contains($0) }
    #expect(letters.count >= 5 * word.count + 300 + 400 + 80)
    #expect(try PDFTool.pages(pdf) > 10)
  }

  @Test("nothing in the blocks, nothing on the paper but title and foot")
  func emptyBlocks() throws {
    let blocks: [Block] = [
      .paragraph(""), .facts([]), .seal(lines: []), .note(""), .code(""), .heading("", level: 9), .spacer, .rule,
      .facts([("", "")]), .seal(lines: [""]),
    ]
    let pdf = try Samples.paper(blocks).pdf()
    #expect(try PDFTool.pages(pdf) == 1)
    let letters = try PDFTool.letters(pdf)
    #expect(letters == "测试文书核验码：HQ7K-2M9P-4XTR核验网址：https://huiqi.example/verify第1页，共1页")
    #expect(try PDFTool.pages(Samples.paper([], title: "").pdf()) == 1)
  }

  @Test(
    "a time that isn't RFC 3339 is refused",
    arguments: [
      "", "2026-03-05", "2026-03-05T09:30:12", "2026-02-30T00:00:00Z", "2026-03-05T25:00:00Z", "2026-03-05T09:30:12+8:00",
      "2026-03-05T09:30:12.Z",
    ])
  func badTime(_ time: String) {
    let paper = PaperDocument(title: "x", language: .zh, created: time, code: "x", verifyAt: "x", blocks: [])
    #expect(throws: PaperError.badTime(time)) { try paper.pdf() }
    #expect(PaperError.badTime(time).code == "paper.bad_time" && PaperError.badTime(time).zh.hasSuffix("。"))
  }

  @Test(
    "addresses with quotes, Chinese or another scheme do no harm",
    arguments: ["https://x.example/?a='b'\\c", "https://例.example/核验", "javascript:alert(1)", ""])
  func addresses(_ address: String) throws {
    let paper = PaperDocument(title: "x", language: .en, created: Samples.made, code: "x", verifyAt: address, blocks: [])
    let links = try PDFTool.run("pdfinfo", ["-url", "FILE"], on: paper.pdf())
    #expect(links.contains("http") == address.hasPrefix("https"))
    #expect(!links.contains("javascript"))
  }

  @Test("a notice of 200 rows", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_MEASURE"] != nil))
  func measure() throws {
    let notice = Samples.notice(rows: 200)
    let clock = ContinuousClock()
    _ = try Samples.receipt.pdf()
    print("notice", try clock.measure { _ = try notice.pdf() }, try clock.measure { _ = try notice.pdf() })
    print("receipt", try clock.measure { _ = try Samples.receipt.pdf() })
  }
}
