import Casework
import HTTPTypes
import Policy
import Values

@testable import Web

/// Every component on a few pages, with made-up content: to look at, and for axe.
enum Gallery {
  static let site = Site(
    routes: [
      .page("/", access: .anyone, summary: Bilingual(zh: "组件", en: "Components")) { .page(parts($0)) },
      .page("/form", access: .anyone, summary: Bilingual(zh: "表单", en: "Form")) {
        .page(form($0, FormReader(FormValues(), words: $0.words, language: $0.language)))
      },
      .form("/form", access: .anyone, summary: Bilingual(zh: "表单", en: "Form")) { request in
        var reader = request.formReader()
        read(&reader)
        return reader.problems.isEmpty ? .seeOther("/done") : .page(form(request, reader))
      },
      .page("/panes", access: .anyone, summary: Bilingual(zh: "三栏", en: "Panes")) { .page(panes($0)) },
      .page("/done", access: .anyone, summary: Bilingual(zh: "完成", en: "Done")) { request in
        .page(
          Page(
            "已提交", template: "test/done",
            [
              "confirmation": Components.confirmation("申报已提交", label: "受理编号", number: "JM2026-000123"),
              "notice": Components.notice("接下来", "演示区商务局将在 5 个工作日内初审，预计 2026年3月5日前答复。"),
            ]))
      },
      .page("/grave", access: .roles([.cityReviewer]), summary: Bilingual(zh: "确认", en: "Confirm")) { request in
        .page(
          Components.interruption(
            "开始公示前请确认", consequences: ["公示 12 条、合计 1,234,567.00 元；开始后不能更改。", "公示期 5 个工作日：2026年2月13日至 2026年2月26日。"], button: "开始公示",
            hidden: [], back: .init("返回修改", "/")))
      },
    ],
    services: [
      .init("public.nav_policies", "/"), .init("frame.pages", "/form"), .init("notices.title", "/panes"),
      .init("fund.title", "/grave"),
    ],
    footer: [.init("notices.verify", "/done"), .init("notices.statistics", "/panes")], identities: TestIdentities(), signInPath: "/sign-in")

  static func parts(_ request: WebRequest) -> Page {
    let words = request.words
    let language = request.language
    let day = CivilDate(year: 2026, month: 3, day: 5) ?? .earliest
    let sums = [("会展支持", Int64(12_345_678_90)), ("出口信用保险", 4_500_000_00), ("跨境电商", 800_000_00)]
    return Page(
      "组件一览", template: "test/parts",
      [
        "start": Components.start("开始计算", path: "/form"), "second": Components.start("查看政策", path: "/panes", isSecondary: true),
        "tags": [
          Components.tag("未开始"), Components.tag("办理中", .active), Components.tag("已拨付", .good), Components.tag("待补正", .attention),
          Components.tag("不予支持", .bad),
        ],
        "notices": [
          Components.notice("需要补正", "请在 2026年3月5日前补充发票原件。", tone: .attention, links: [.init("查看补正内容", "/form")]),
          Components.notice("草稿，尚未提交", tone: .quiet),
        ],
        "tasks": Components.tasks([
          .init("企业信息", path: "/form", state: "已完成", tone: .quiet),
          .init("参展情况", path: "/form", state: "填写中", tone: .active, hint: "还差 2 项"),
          .init("发票", path: "/form", state: "有问题", tone: .bad), .init("提交申报", path: nil, state: "暂不能开始", tone: .quiet),
        ]),
        "summary": Components.summary([
          .init("企业名称", "江门演示灯饰有限公司", change: .init("修改", "/form")),
          .init("统一社会信用代码", "91350100M000100Y43", note: "来自营业执照", change: .init("修改", "/form")),
          .init("联系电话", nil, change: .init("修改", "/form")),
        ]),
        "links": Components.links([
          .init("境外（国外）参展支持", "/panes", text: "参加境外展会，按国家或地区分档补贴展位费。", facts: ["江商务贸发〔2025〕61号 第九条", "最高 8 万元"], tag: ("现行有效", .good)),
          .init("出口信用保险保费支持", "/panes", facts: ["最高 30 万元"], tag: ("已到期", .quiet)),
        ]),
        "table": Table(
          caption: "批次明细", columns: [.words("企业"), .words("状态"), .figures("金额（元）")],
          rows: [
            [.link("江门演示灯饰有限公司", "/panes"), .tag("已拨付", .good), .text("30,000.00")],
            [.text("江门演示食品有限公司"), .tag("已退回", .bad), .text("1,204,567.89")],
          ], totals: ["合计", "", "1,234,567.89"]
        ).view,
        "empty_table": Table(caption: "异议", columns: [.words("编号")], rows: [], empty: "没有异议。").view,
        "days": Charts.days(3, of: 5, sentence: Shown.progress(day: 3, of: 5, words, language)),
        "days_late": Charts.days(12, of: 10, sentence: Shown.left(workingDays: -2, until: day, words, language), tone: .bad),
        "bars": Charts.bars(
          caption: "各类支持金额", labelTitle: "类别", valueTitle: "金额（元）",
          sums.map { Charts.Bar($0.0, $0.1, shown: Money(minor: $0.1).shown(language)) }, total: ("合计", "17,645,678.90 元")),
        "timeline": Components.timeline([
          .init("提交申报", time: "2026年2月12日（周四）09:30", who: "江门演示灯饰有限公司"),
          .init("初审通过", time: "2026年2月26日（周四）16:02", who: "演示区商务局", text: "核定 30,000.00 元。"),
        ]),
        "pages": Components.pages(previous: "?cursor=a", next: "?cursor=b", shown: "第 26 至 50 条"),
      ], crumbs: [.init(title: "首页", path: "/")])
  }

  static func read(_ reader: inout FormReader) {
    _ = reader.text("company", label: "企业名称", limit_characters: 60)
    _ = reader.creditCode("code", label: "统一社会信用代码")
    _ = reader.money("amount", label: "申请金额")
    _ = reader.date("opened", label: "开展日期")
    _ = reader.choice("place", label: "展会地点", among: ["home", "abroad"])
    _ = reader.choices("papers", label: "已备材料", among: ["invoice", "contract"], required: true)
    _ = reader.text("note", label: "补充说明", required: false, limit_characters: 500, isMultiline: true)
    reader.requireTick("declare", label: "本企业对以上内容的真实性负责")
  }

  static func form(_ request: WebRequest, _ reader: FormReader) -> Page {
    let form = FormView(values: reader.values, problems: reader.problems)
    return Page(
      "填写参展情况", template: "test/form",
      [
        "fields": [
          form.text("company", label: "企业名称", autocomplete: "organization"),
          form.text("code", label: "统一社会信用代码", hint: "18 位，在营业执照上。", width: .medium),
          form.money("amount", label: "申请金额", hint: "可写 12,345.67 或 1.5万。"), form.date("opened", label: "开展日期", hint: "如 2026-1-5。"),
          form.text("booths", label: "展位数", kind: .digits, width: .narrow, unit: "个", isOptional: true),
          form.radios(
            "place", legend: "展会地点", hint: "以展馆所在地为准。", options: [.init("home", "境内"), .init("abroad", "境外", hint: "含港澳台")]),
          form.checkboxes("papers", legend: "已备材料", options: [.init("invoice", "发票"), .init("contract", "合同")], isOptional: false),
          form.select("bank", label: "开户银行", options: [.init("", "请选择"), .init("a", "演示银行甲"), .init("b", "演示银行乙")], isOptional: true),
          form.file("paper", label: "发票扫描件", hint: "PDF、JPG 或 PNG，不超过 20 MB。", accept: ".pdf,.jpg,.png", isOptional: true),
          form.lines("note", label: "补充说明", hint: "最多 500 字。", isOptional: true), form.tick("declare", label: "本企业对以上内容的真实性负责"),
        ], "submit": Components.submit("保存并继续"), "later": Components.submit("存为草稿", name: "draft", value: "yes", isSecondary: true),
      ], crumbs: [.init(title: "首页", path: "/")], problems: reader.problems)
  }

  static func panes(_ request: WebRequest) -> Page {
    Page(
      "审核", template: "test/panes",
      [
        "left": Components.summary([.init("条款", "第九条（一）1"), .init("结果", "30,000.00 元")]),
        "middle": Components.summary([.init("标准展位数", "2 个", note: "企业填报"), .init("展会国家", "日本", note: "参展合同")]),
        "right": Components.links([.init("参展合同.pdf", "/panes", facts: ["2.3 MB", "已校验"])]),
      ], isWide: true)
  }
}
