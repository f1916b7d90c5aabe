import Paper

/// Papers as a service would build them. All names, numbers and sums are invented.
enum Samples {
  static let made = "2026-03-05T09:30:12+08:00"
  static let address = "https://huiqi.example/verify"

  static func paper(_ blocks: [Block], title: String = "测试文书", language: PaperLanguage = .zh) -> PaperDocument {
    PaperDocument(title: title, language: language, created: made, code: "HQ7K-2M9P-4XTR", verifyAt: address, blocks: blocks)
  }

  static let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

  static let receipt = PaperDocument(
    title: "惠企资金申报收件回执", language: .zh, created: made, code: "HQ7K-2M9P-4XTR", verifyAt: address, author: "演示市商务局",
    blocks: [
      .paragraph("江门演示灯饰有限公司："),
      .paragraph("你单位提交的申报材料已收到。本回执证明材料已于下列时间进入系统，不代表审核结论。"),
      .facts([
        ("受理编号", "JM-2026-000123"), ("申报单位", "江门演示灯饰有限公司"), ("统一社会信用代码", "91440700MA00000X01"),
        ("申报事项", "境外（国外）参展支持"), ("政策依据", "江商务贸发〔2025〕61号 第九条（一）1"), ("申报金额", "¥30,000.00（叁万元整）"),
        ("提交时间", "2026年3月5日 09:30:12"), ("初审单位", "演示区经济促进局"), ("初审期限", "2026年3月26日（15个工作日，自次日起算）"),
      ]),
      .heading("已收材料", level: 1),
      .table(
        columns: [Column("序号", share: 2, alignment: .centre), Column("材料名称", share: 9), Column("大小", share: 3, alignment: .trailing)],
        rows: [
          ["1", "参展合同及付款凭证.pdf", "1,204 KB"], ["2", "展位照片（含境外主办方确认页，共12页）.pdf", "8,310 KB"],
          ["3", "出入境记录.pdf", "96 KB"],
        ], total: nil),
      .heading("材料指纹", level: 1),
      .note("下列为全部申报内容的 SHA-256 摘要。内容改动一个字，摘要即不同。"),
      .code(hash),
      .seal(lines: ["演示市商务局", "2026年3月5日"]),
    ])

  static let decision = PaperDocument(
    title: "惠企资金审核结果告知书", language: .zh, created: made, code: "HQ7K-2M9P-4XTS", verifyAt: address, author: "演示市商务局",
    blocks: [
      .facts([("文书编号", "演商告〔2026〕12号"), ("申报单位", "江门演示跨境电子商务产业园运营管理（集团）股份有限公司演示区第二分公司"), ("申报事项", "境外（国外）参展支持")]),
      .rule,
      .paragraph("经审核，你单位符合《演示措施》第九条规定的条件，核定支持金额为30,000.00元，低于申报金额35,000.00元。核减原因和计算过程如下。"),
      .heading("一、计算过程", level: 1),
      .table(
        columns: [Column("项目", share: 6), Column("依据", share: 5), Column("金额（元）", share: 4, alignment: .trailing)],
        rows: [
          ["每个展位支持标准（其他国家和地区）", "第九条（一）1", "15,000.00"], ["可支持展位数：2个", "第九条（一）1", ""], ["应支持金额：15,000.00 × 2", "", "30,000.00"],
          ["实际支出扣除其他财政支持后的余额", "第十二条", "52,000.00"],
        ], total: ["核定金额（取较低者）", "", "30,000.00"]),
      .heading("二、不予支持的部分", level: 1),
      .paragraph("第3个展位：标准展位最多支持2个，超出部分5,000.00元不予支持。"),
      .heading("（一）如有异议", level: 2),
      .paragraph("你单位可以自收到本告知书之日起10个工作日内，向演示市商务局书面提出异议，并附证明材料。逾期未提出的，视为无异议。"),
      .spacer,
      .seal(lines: ["演示市商务局", "2026年3月5日"]),
      .note("本告知书由系统生成，与加盖电子印章的文件具有同等内容。请用页脚的核验码核对。"),
    ])

  static func notice(rows: Int) -> PaperDocument {
    let names = ["江门演示灯饰有限公司", "演示市第一五金制品厂", "江门演示跨境电子商务产业园运营管理（集团）股份有限公司", "演示区虚构进出口贸易有限公司", "样例（江门）精密机械制造有限公司"]
    let lines = (1...max(1, rows)).map { index in
      [
        "\(index)", names[index % names.count], "9144****\(1000 + index)X", index % 3 == 0 ? "出口信用保险保费支持" : "境外（国外）参展支持",
        "\(10 + index % 80),\(100 + index % 900).\(10 + index % 90)",
      ]
    }
    return PaperDocument(
      title: "关于2026年度促进外贸发展专项资金\n拟支持项目的公示", language: .zh, created: made, code: "HQ7K-2M9P-4XTT", verifyAt: address, author: "演示市商务局",
      blocks: [
        .paragraph("根据《演示市促进外贸发展若干措施》，经企业申报、区级初审、市级复审，现将拟支持项目予以公示。公示期为2026年3月6日至3月12日（5个工作日）。"),
        .paragraph("任何单位和个人对公示内容有异议的，请在公示期内以书面形式实名提出。"),
        .table(
          columns: [
            Column("序号", share: 5, alignment: .centre), Column("企业名称", share: 22), Column("信用代码", share: 12), Column("支持事项", share: 17),
            Column("拟支持金额（元）", share: 13, alignment: .trailing),
          ], rows: rows == 0 ? [] : lines, total: ["合计", "共 \(rows) 项", "", "", "10,234,567.89"]),
        .seal(lines: ["演示市商务局", "2026年3月5日"]),
      ])
  }

  static let payments = PaperDocument(
    title: "Payment list, batch 2026-04", language: .en, created: made, code: "HQ7K-2M9P-4XTU", verifyAt: address,
    author: "Demonstration Bureau",
    blocks: [
      .facts([("Batch", "2026-04"), ("Fund", "Foreign trade promotion, 2026"), ("Released by", "Demonstration Finance Bureau")]),
      .heading("Lines of this batch", level: 1),
      .paragraph(
        "The bank pays each line on its own. A line counts as “paid” only when the bank’s result says so; “handed over” isn’t paid."),
      .table(
        columns: [
          Column("No.", share: 2, alignment: .centre), Column("Enterprise", share: 10), Column("Account", share: 6),
          Column("Sum (CNY)", share: 5, alignment: .trailing),
        ],
        rows: [
          ["1", "江门演示灯饰有限公司", "**** **** 0001", "30,000.00"],
          ["2", "Demonstration Precision Machinery (Sample) Co., Ltd.", "**** **** 1117", "1,111.11"],
          ["3", "演示区虚构进出口贸易有限公司", "**** **** 8888", "888,888.88"],
        ], total: ["", "Total", "3 lines", "919,999.99"]),
      .seal(lines: ["Demonstration Finance Bureau", "5 March 2026"]),
    ])
}
