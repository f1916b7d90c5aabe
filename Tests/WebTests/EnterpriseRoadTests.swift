import Casework
import Foundation
import Storage
import Testing
import Values

@testable import Service
@testable import Web

/// The whole road of an enterprise through its pages.
struct EnterpriseRoadTests {
  static let measure = "jm2025-61.9.1.1.foreign"
  static let pdf = Array("%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)

  /// Fills a new draft in, up to the check of the answers; gives its address.
  static func fill(_ browser: Browser, _ desk: EnterpriseDesk, booths: String = "２") async throws -> String {
    try await browser.open("/my/new/" + measure)
    try await browser.send()
    let path = browser.path
    #expect(browser.contains("草稿尚未提交"))
    try await browser.open(path + "/facts/enterprise")
    let facts = ClaimFacts.company(desk.desk.book)
    var answers = facts.all.map { (facts.name($0), desk.desk.book.facts[$0].choices.isEmpty ? "true" : "pengjiang") }
    try await browser.send(answers)
    #expect(browser.path == path)
    #expect(browser.flash == "“企业情况”已保存，已完成。草稿须提交后才会受理")
    try await browser.open(path + "/facts/claim")
    answers = [("claim_event_date", "2025年10月15日"), ("claim_other_subsidy_cny", "0"), ("claim_actual_cost_cny", "８.8万")]
    try await browser.send(answers)
    try await browser.open(path + "/facts/exhibition")
    answers = [
      ("exhibition_in_key_plan", "true"), ("exhibition_place_class", "foreign_country"), ("exhibition_country_code", "JP"),
      ("participation_booths", booths), ("participation_booth_type", "standard"), ("participation_eligible_cost_cny", "52,000"),
    ]
    try await browser.send(answers)
    try await browser.open(path + "/particulars")
    try await browser.send([("exhibition_name", "演示国际照明展")])
    try await browser.open(path + "/vouchers")
    try await browser.send(
      [("number", "INV-001"), ("issuer", "Demo Fair Co."), ("day", "2025-10-20"), ("amount", "5.2万")], to: path + "/vouchers")
    for kind in ["licence", "payment_proof"] {
      try await browser.open(path + "/papers/" + kind)
      try await browser.upload([("file", "\(kind).pdf", pdf + Array(kind.utf8))], to: path + "/papers/" + kind)
    }
    try await browser.open(path + "/bank")
    try await browser.send([("holder", "江门演示灯饰有限公司 "), ("bank", "演示银行江海支行"), ("number", "6222 0000 1111 2222")])
    return path
  }

  @Test("from registering to the receipt")
  func road() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let browser = Browser(desk.frame)
      try await browser.open("/my")
      #expect(browser.path.hasPrefix("/sign-in?next="))
      try await browser.open("/register")
      let spaced = "９" + EnterpriseDesk.code.dropFirst().prefix(7) + " " + EnterpriseDesk.code.dropFirst(8).lowercased()
      try await browser.send([
        ("credit_code", spaced), ("company", EnterpriseDesk.name), ("district", "pengjiang"), ("name", "演示甲"), ("login_name", "yanshi"),
        ("password", EnterpriseDesk.password), ("again", EnterpriseDesk.password),
      ])
      #expect(browser.problems == [])
      #expect(browser.path == "/my")
      #expect(browser.flash == "注册成功，已登录")
      #expect(browser.contains("/my/new/" + Self.measure))

      let path = try await Self.fill(browser, desk)
      #expect(browser.path == path)
      #expect(browser.contains("是，可得：3 万元"))
      // Starting again offers the draft first, and makes no second one.
      try await browser.open("/my/new/" + Self.measure)
      #expect(browser.contains("这个事项已有草稿"))

      try await browser.open(path + "/check")
      #expect(browser.contains("6222 0000 1111 2222"))
      #expect(browser.contains("52,000 元"))
      try await browser.open(path + "/declaration")
      try await browser.send()
      #expect(browser.status == 422)
      #expect(browser.problems == ["请勾选“我代表本企业确认以上承诺”"])
      let fields = try browser.hidden(nil)
      try await browser.send([("declared", "yes")])
      #expect(browser.path == path + "/receipt")
      #expect(browser.contains("HQ20260305-00001"))
      #expect(browser.contains("2026年3月5日（周四） 10:00"))
      // 20 working days after 5 March 2026.
      #expect(browser.contains("4月2日"))
      let receipt = browser.page
      // The second click of a double one: the same receipt, nothing handed in again.
      _ = fields
      try await browser.open(path + "/receipt")
      #expect(browser.page == receipt)

      try await browser.open(path)
      #expect(browser.contains("区级初审：待审核"))
      #expect(browser.contains("第 0 天，共 20 个工作日"))
      try await browser.open("/my")
      #expect(browser.contains("蓬江区商务主管部门"))
      #expect(!browser.contains("草稿尚未提交"))
      // The file of the list has its columns, its words and its sum.
      let list = browser.page
      let lines = try await browser.open("/my.csv").split(separator: "\r\n")
      #expect(lines.count == 2)
      for title in lines[0].split(separator: ",") { #expect(list.contains(">\(title.filter { $0 != "\u{FEFF}" })</th>"), "\(title)") }
      #expect(lines[1].contains("区级初审：待审核") && list.contains("区级初审：待审核") && lines[1].contains("30000.00"))
    }
  }

  @Test("a correction: only marked fields can be changed, the clock stands still, then it goes on")
  func correction() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let browser = try await desk.enterprise()
      let path = try await Self.fill(browser, desk)
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      let id = String(path.split(separator: "/").last ?? "")
      desk.time.advance(seconds: 2 * 86400)
      _ = try await desk.desk.cases.read(case: id, by: try desk.district())
      _ = try await desk.desk.cases.askCorrection(
        [
          .init(field: "fact:participation_booths", reason: "incorrect", note: "合同为 1 个展位"),
          .init(field: "paper:licence", reason: "unclear", note: nil),
        ],
        note: "请一并改正", case: id, by: try desk.district())
      // The session ended meanwhile.
      try await browser.open("/my")
      #expect(browser.path == "/sign-in?next=%2Fmy")
      try await browser.signIn("yanshi")
      #expect(browser.contains("需要您补正"))
      try await browser.open(path)
      #expect(browser.contains("时限暂停中"))
      try await browser.open(path + "/correction")
      #expect(browser.contains("合同为 1 个展位"))
      #expect(browser.contains("内容与凭证不符"))

      // Marked facts have fields, others are shown and locked; what isn't marked is refused even if it is sent.
      try await browser.open(path + "/facts/exhibition")
      #expect(browser.contains("name=\"participation_booths\""))
      #expect(!browser.contains("name=\"exhibition_country_code\""))
      #expect(browser.contains("以下内容不能修改"))
      try await browser.send([("participation_booths", "1"), ("exhibition_country_code", "BR")])
      #expect(browser.path == path + "/correction")
      #expect(browser.contains("已修改"))
      try await browser.open(path + "/papers/payment_proof")
      #expect(browser.status == 404)
      try await browser.open(path + "/papers/licence")
      try await browser.upload([("file", "new.pdf", Self.pdf + [1])], to: path + "/papers/licence")
      try await browser.open(path + "/check")
      #expect(browser.contains("1.5 万元"))
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      #expect(browser.flash == "补正已提交，审核继续进行")
      #expect(browser.contains("提交补正"))
      let state = try await desk.desk.cases.read(case: id, by: try desk.district())
      #expect(state.decision?.amount == Money(minor: 1_500_000))
      #expect(state.content.facts["exhibition_country_code"] == "\"JP\"")

      try await browser.open("/my/readings/" + id)
      #expect(browser.contains("区级审核人员"))
    }
  }

  @Test("what is typed wrong is said at the field, and stays as it was typed")
  func errors() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/my/new/" + Self.measure)
      #expect(browser.contains("现在不在申报期内"))
      try await browser.send()
      let path = browser.path
      try await browser.open(path + "/facts/claim")
      try await browser.send([("claim_event_date", "2025-13-40"), ("claim_other_subsidy_cny", "不知道"), ("claim_actual_cost_cny", "１,０００")])
      #expect(browser.status == 422)
      #expect(browser.title.hasPrefix("错误："))
      #expect(browser.problems == ["事项发生日期：请填写日期，例如 2025-11-03", "已获国家或省同类补贴：请填写数字，例如 12345.67 或 1.5万"])
      #expect(browser.contains("value=\"2025-13-40\""))
      #expect(browser.contains("value=\"１,０００\""))
      try await browser.open(path + "/bank")
      try await browser.send([("holder", "别的公司"), ("bank", ""), ("number", "12ab")])
      #expect(browser.problems == ["户名须与企业名称一致：江门演示灯饰有限公司", "请填写开户银行", "账号应为 8 至 32 位数字"])
      try await browser.open(path + "/papers/licence")
      try await browser.upload([("file", "a.pdf", Array("no pdf at all".utf8))], to: path + "/papers/licence")
      #expect(browser.status == 422)
      #expect(browser.problems.count == 1)
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      #expect(browser.problems == ["不在申报期内。"])
    }
  }

  @Test("of more files than there is room for nothing is stored but what fits")
  func fullOfPapers() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/my/new/" + Self.measure)
      try await browser.send()
      let path = browser.path
      func send(_ numbers: ClosedRange<Int>) async throws {
        try await browser.open(path + "/papers/licence")
        try await browser.upload(
          numbers.map { ("file", "\($0).pdf", Self.pdf + Array("\($0)".utf8)) }, to: path + "/papers/licence")
      }
      for start in [1, 21, 41] { try await send(start...start + 18) }
      try await send(60...62)
      #expect(browser.status == 200 && browser.path == path + "/papers")
      try await send(63...63)
      #expect(browser.status == 422 && browser.problems == ["一次申报最多 60 个文件，请合并后上传"])
      let refused = Self.pdf + Array("63".utf8)
      await #expect(throws: FileStoreError.missing(sha256: Digest.sha256(refused))) {
        try await desk.desk.cases.files.read(Digest.sha256(refused), size_bytes: Int64(refused.count))
      }
    }
  }

  @Test("not eligible: the reason with its clause, the smallest change, and handing it in anyway")
  func insisting() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let browser = try await desk.enterprise()
      let path = try await Self.fill(browser, desk)
      try await browser.open(path + "/facts/exhibition")
      try await browser.send([
        ("exhibition_in_key_plan", "false"), ("exhibition_place_class", "foreign_country"), ("exhibition_country_code", "JP"),
        ("participation_booths", "2"), ("participation_booth_type", "standard"), ("participation_eligible_cost_cny", "52000"),
      ])
      #expect(browser.contains("否，不符合条件"))
      #expect(browser.contains("江商务贸发〔2025〕61号"))
      #expect(browser.contains("仍可以提交，由人工审核"))
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      #expect(browser.problems == ["请勾选“仍要提交，由人工审核”"])
      try await browser.send([("declared", "yes"), ("insists", "yes")])
      #expect(browser.path == path + "/receipt")
    }
  }

  @Test("another enterprise's claim does not exist, and neither does its file")
  func foreign() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let one = try await desk.enterprise()
      let path = try await Self.fill(one, desk)
      let sha256 = Digest.sha256(Self.pdf + Array("licence".utf8))
      try await one.open(path + "/files/" + sha256)
      #expect(one.status == 200)
      #expect(one.bytes == Self.pdf + Array("licence".utf8))
      let other = try await desk.enterprise(EnterpriseDesk.code(of: "91440703MA5DEMO11"), name: "江门演示五金有限公司", login: "qita")
      for page in ["", "/check", "/bank", "/papers", "/receipt", "/withdraw", "/content", "/facts/claim", "/files/" + sha256] {
        try await other.open(path + page)
        #expect(other.status == 404, "\(page)")
        #expect(!other.contains("演示灯饰"))
      }
      try await other.open("/my/readings/" + String(path.split(separator: "/").last ?? ""))
      #expect(other.status == 404)
    }
  }

  @Test("a form sent twice acts once; a colleague's change is not overwritten")
  func twice() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/my/new/" + Self.measure)
      try await browser.send()
      let path = browser.path
      try await browser.open(path + "/vouchers")
      let page = browser.page
      let typed = [("number", "A-1"), ("issuer", "演示公司"), ("day", "2025-10-20"), ("amount", "100")]
      try await browser.send(typed, to: path + "/vouchers")
      let id = String(path.split(separator: "/").last ?? "")
      let actor = Actor(account: "x", role: .enterprise, enterprise: EnterpriseDesk.code)
      let before = try await desk.desk.cases.read(case: id, by: actor)
      #expect(before.content.vouchers.count == 1)
      // The very same form again.
      browser.put(page, path + "/vouchers")
      try await browser.send(typed, to: path + "/vouchers")
      #expect(browser.problems == [])
      #expect(try await desk.desk.cases.read(case: id, by: actor) == before)
      // The same page with other content: it was read before the change.
      browser.put(page, path + "/vouchers")
      let stale = try browser.hidden(path + "/vouchers").filter { $0.0 != "once" }
      try await browser.sendRaw(
        stale + [("number", "A-2"), ("issuer", "演示公司"), ("day", "2025-10-20"), ("amount", "1")], to: path + "/vouchers")
      #expect(browser.status == 409)
      // The same voucher typed again.
      try await browser.open(path + "/vouchers")
      try await browser.send([("number", "a－1"), ("issuer", "演示 公司"), ("day", "2025-10-20"), ("amount", "100.00")], to: path + "/vouchers")
      #expect(browser.problems == ["这张票据已在清单里，请勿重复填写"])
    }
  }

  @Test("a filler fills in, an owner hands in; the team invites, joins and leaves")
  func team() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let owner = try await desk.enterprise()
      try await owner.open("/my/team")
      try await owner.send([("label", "财务小李"), ("role", "filler")], to: "/my/team/invite")
      let code = try #require(owner.page.components(separatedBy: "<code>").dropFirst().first?.components(separatedBy: "<")[0])
      let filler = Browser(desk.frame)
      try await filler.open("/join")
      try await filler.send([
        ("invitation", code.lowercased()), ("name", "演示乙"), ("login_name", "yi"), ("password", EnterpriseDesk.password),
        ("again", EnterpriseDesk.password),
      ])
      #expect(filler.path == "/my")
      let path = try await Self.fill(filler, desk)
      try await filler.open(path + "/declaration")
      #expect(filler.contains("承诺和提交由企业负责人办理"))
      let token = try filler.hidden("/sign-out").filter { $0.0 == "csrf" }
      try await filler.sendRaw(token + [("declared", "yes")], to: path + "/declaration")
      #expect(filler.status == 422)
      try await owner.open(path + "/declaration")
      try await owner.send([("declared", "yes")])
      #expect(owner.path == path + "/receipt")
      try await filler.open("/my/team")
      let id = try #require(try filler.hidden("/my/team/remove").first { $0.0 == "id" }?.1)
      try await filler.sendRaw(try filler.hidden("/my/team/remove"), to: "/my/team/remove")
      #expect(filler.flash == "已退出团队")
      #expect(try await desk.desk.accounts.account(id).enterprise == nil)
    }
  }

  @Test("withdrawing asks first")
  func withdrawing() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let browser = try await desk.enterprise()
      let path = try await Self.fill(browser, desk)
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      try await browser.open(path + "/withdraw")
      #expect(browser.contains("撤回这次申报？"))
      try await browser.send([("reason", "金额有误")])
      #expect(browser.flash == "已撤回")
      try await browser.open(path)
      #expect(browser.contains("金额有误"))
      #expect(browser.contains("再次申报这一事项"))
    }
  }
}
