import Casework
import Foundation
import Testing
import Values

@testable import Service
@testable import Web

/// Signing in and one's own account, through the pages.
struct PeopleTests {
  /// The code that an authenticator app shows for the secret on a page.
  private func code(_ browser: Browser, _ desk: EnterpriseDesk, steps: Int64 = 0) throws -> String {
    let secret = try #require(
      browser.page.components(separatedBy: "name=\"secret\" value=\"").dropFirst().first?.components(separatedBy: "\"")[0])
    return TOTP.code(secret: try #require(Base32.bytes(secret)), step: TOTP.step(at: desk.time.now()) + steps)
  }

  @Test("wrong passwords are told, then the account is locked until a time")
  func lock() async throws {
    try await EnterpriseDesk.with { desk in
      _ = try await desk.enterprise()
      let browser = Browser(desk.frame)
      for _ in 0..<4 {
        try await browser.signIn("yanshi", "not the password")
        #expect(browser.problems == ["用户名或密码不正确。请核对后重新输入。"])
      }
      try await browser.signIn("yanshi", "not the password")
      try await browser.signIn("yanshi")
      #expect(
        browser.problems == ["连续多次输入错误，登录已暂时锁定。请在 15 分钟后重试，或联系管理员。可重试的时间：2026年3月5日（周四） 10:15"])
      #expect(browser.contains("value=\"yanshi\""))
      desk.time.advance(seconds: 15 * 60)
      try await browser.signIn("yanshi")
      #expect(browser.path == "/my")
    }
  }

  @Test(
    "signing in leads to where one wanted to go, and never elsewhere",
    arguments: [
      ("/my/team", "/my/team"), ("//evil.example", "/my"), ("https://evil.example", "/my"), ("/\\evil.example", "/my"),
      ("/a%0d%0ab", "/my"),
    ])
  func next(asked: String, led: String) async throws {
    try await EnterpriseDesk.with { desk in
      _ = try await desk.enterprise()
      let browser = Browser(desk.frame)
      try await browser.open("/sign-in?next=" + asked)
      try await browser.send([("login_name", "yanshi"), ("password", EnterpriseDesk.password)], to: "/sign-in")
      #expect(browser.path == led)
    }
  }

  @Test("a password set by an administrator is changed before anything else")
  func firstPassword() async throws {
    try await EnterpriseDesk.with { desk in
      _ = try await desk.desk.accounts.create(
        NewAccount(loginName: "admin", name: "演示管理员", role: .administrator), password: EnterpriseDesk.password, by: .program)
      let admin = Browser(desk.frame)
      try await admin.signIn("admin")
      #expect(admin.path == "/admin")
      try await admin.open("/admin/new")
      try await admin.send([("login_name", "chushen"), ("name", "演示初审员"), ("role", "district_reviewer")])
      #expect(admin.problems == ["区级工作人员须填写所属单位，企业人员不填。"])
      try await admin.send([
        ("login_name", "chushen"), ("name", "演示初审员"), ("role", "district_reviewer"), ("office", try desk.district().office ?? ""),
      ])
      let password = try #require(admin.page.components(separatedBy: "<code>").dropFirst().first?.components(separatedBy: "<")[0])

      let browser = Browser(desk.frame)
      try await browser.signIn("chushen", password)
      #expect(browser.contains("请设置自己的密码"))
      // Nothing is open yet.
      #expect(browser.cookies["huiqi_session"] == nil)
      try await browser.send([("old_password", password), ("new_password", "short"), ("again", "short")], to: "/sign-in/password")
      #expect(browser.problems.count == 1)
      try await browser.send(
        [("old_password", password), ("new_password", EnterpriseDesk.password), ("again", EnterpriseDesk.password)], to: "/sign-in/password"
      )
      #expect(browser.cookies["huiqi_session"] != nil)
      try await browser.open("/account")
      #expect(browser.contains("区级审核人员"))
      try await browser.open("/admin")
      #expect(browser.status == 403)

      // Closed accounts are signed out.
      let id = try #require(try await desk.desk.accounts.account(loginName: "chushen")?.id)
      try await admin.open("/admin/accounts/" + id)
      try await admin.send(to: "/admin/accounts/\(id)/close")
      #expect(admin.flash == "账号已停用")
      try await browser.open("/account")
      #expect(browser.path.hasPrefix("/sign-in"))
    }
  }

  @Test("a second factor is enrolled, asked for, and given up again")
  func secondFactor() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/account/second-factor")
      try await browser.send(to: "/account/second-factor")
      #expect(browser.contains("<svg viewBox=\"0 0 "))
      try await browser.send([("code", "000000")], to: "/account/second-factor/confirm")
      #expect(browser.status == 422)
      try await browser.send([("code", try code(browser, desk))], to: "/account/second-factor/confirm")
      let codes = browser.page.components(separatedBy: "<li><code>").dropFirst().map { $0.components(separatedBy: "<")[0] }
      #expect(codes.count == 10)

      let other = Browser(desk.frame)
      try await other.signIn("yanshi")
      #expect(other.contains("输入验证码"))
      #expect(other.cookies["huiqi_session"] == nil)
      try await other.send([("code", "123456")], to: "/sign-in/code")
      #expect(other.status == 422)
      try await other.send([("code", codes[0].lowercased())], to: "/sign-in/code")
      #expect(other.path == "/my")
      // A forged step leads back to the beginning.
      let forger = Browser(desk.frame)
      try await forger.open("/sign-in")
      let token = try forger.hidden("/sign-in")
      try await forger.sendRaw(token + [("ticket", "abc.def"), ("code", codes[2])], to: "/sign-in/code")
      #expect(forger.path == "/sign-in")

      // Later, weighty acts ask again.
      desk.time.advance(seconds: 11 * 60)
      try await other.open("/account/tokens")
      #expect(other.path == "/account/confirm?next=%2Faccount%2Ftokens")
      try await other.send([("proof", codes[1])], to: "/account/confirm")
      #expect(other.path == "/account/tokens")
      try await other.open("/account/second-factor")
      try await other.send(to: "/account/second-factor/disable")
      #expect(other.flash == "验证器已关闭")
    }
  }

  @Test("roles that must have a second factor set it up while signing in")
  func required() async throws {
    try await EnterpriseDesk.with {
      $0.rolesWithSecondFactor = [.administrator]
    } _: { desk in
      _ = try await desk.desk.accounts.create(
        NewAccount(loginName: "admin", name: "演示管理员", role: .administrator), password: EnterpriseDesk.password, by: .program)
      let browser = Browser(desk.frame)
      try await browser.signIn("admin")
      #expect(browser.contains("绑定验证器"))
      let secret = browser.page.components(separatedBy: "name=\"secret\" value=\"")[1].prefix(32)
      try await browser.send([("code", "000000")], to: "/sign-in/second-factor")
      #expect(browser.contains(String(secret)))
      try await browser.send([("code", try code(browser, desk))], to: "/sign-in/second-factor")
      #expect(browser.contains("恢复码"))
      try await browser.open("/admin")
      #expect(browser.status == 200)
    }
  }

  @Test("a token is shown once, works, and is revoked")
  func tokens() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/account/tokens")
      try await browser.send([("label", ""), ("scopes", "admin:write")], to: "/account/tokens")
      #expect(browser.problems == ["请填写名称", "请选择权限", "请选择有效期"])
      try await browser.send([("label", "财务系统"), ("scopes", "cases:read"), ("life_days", "30")], to: "/account/tokens")
      let secret = try #require(browser.page.components(separatedBy: "<code>").dropFirst().first?.components(separatedBy: "<")[0])
      #expect(try await desk.desk.accounts.use(token: secret).scopes == [.casesRead])
      try await browser.open("/account/tokens")
      #expect(!browser.contains(secret))
      try await browser.send(to: "/account/tokens/revoke")
      #expect(browser.flash == "令牌已撤销")
      await #expect(throws: Refusal.tokenRevoked) { try await desk.desk.accounts.use(token: secret) }
    }
  }

  @Test("sessions are listed and ended, one or all")
  func sessions() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      let other = Browser(desk.frame)
      desk.time.advance(seconds: 60)
      try await other.signIn("yanshi")
      try await browser.open("/account/sessions")
      #expect(browser.page.components(separatedBy: "/account/sessions/end\"").count == 3)
      try await browser.send(to: "/account/sessions/end-all")
      #expect(browser.flash == "已退出登录")
      try await other.open("/account")
      #expect(other.path.hasPrefix("/sign-in"))
    }
  }

  @Test("registering twice with one form signs in; with another enterprise's code it is refused; a wrong code says what is wrong")
  func registering() async throws {
    try await EnterpriseDesk.with { desk in
      func fields(_ code: String, _ login: String) -> [(String, String)] {
        [
          ("credit_code", code), ("company", EnterpriseDesk.name), ("district", "pengjiang"), ("name", "演示甲"), ("login_name", login),
          ("password", EnterpriseDesk.password), ("again", EnterpriseDesk.password),
        ]
      }
      let browser = Browser(desk.frame)
      try await browser.open("/register")
      try await browser.send(fields(String(EnterpriseDesk.code.dropLast()) + "0", "yanshi"))
      #expect(browser.problems == ["统一社会信用代码校验不通过，可能有一位填错或两位颠倒。请对照营业执照核对。"] || EnterpriseDesk.code.hasSuffix("0"))
      for _ in 0..<2 {
        let again = Browser(desk.frame)
        try await again.open("/register")
        try await again.send(fields(EnterpriseDesk.code, "yanshi"))
        #expect(again.path == "/my")
      }
      try await browser.open("/register")
      try await browser.send(fields(EnterpriseDesk.code, "qita"))
      #expect(browser.problems == ["该企业已注册。请联系企业负责人，由其邀请您加入。"])
      try await browser.send(fields(EnterpriseDesk.code(of: "91440703MA5DEMO11"), "yanshi"))
      #expect(browser.problems == ["该用户名已被使用。请换一个。"])
    }
  }

  @Test("a QR code has its patterns, and one of a text too long isn't drawn")
  func picture() throws {
    let code = try #require(QRCode("otpauth://totp/Huiqi:a?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    #expect(code.size == 33)
    let dark = code.modules.map { $0.map { $0 ? "#" : "." }.joined() }
    #expect(dark[0].hasPrefix("#######."))
    #expect(dark[3].hasPrefix("#.###.#."))
    #expect(dark[6] == "#######.#.#.#.#.#.#.#.#.#.#######")
    #expect(dark[32].hasPrefix("#######."))
    #expect(QRCode(String(repeating: "x", count: 271)) != nil)
    #expect(QRCode(String(repeating: "x", count: 272)) == nil)
  }

  @Test("an administrator proves who they are before acts on others, and puts an owner in")
  func administrator() async throws {
    try await EnterpriseDesk.with { desk in
      let accounts = desk.desk.accounts
      _ = try await accounts.create(
        NewAccount(loginName: "admin", name: "演示管理员", role: .administrator), password: EnterpriseDesk.password, by: .program)
      let squatter = try await desk.enterprise()
      let account = try #require(try await accounts.account(loginName: "yanshi"))
      let admin = Browser(desk.frame)
      try await admin.signIn("admin")
      let path = "/admin/accounts/" + account.id
      desk.time.advance(seconds: 11 * 60)
      for act in ["password", "unlock", "close"] {
        try await admin.open(path)
        try await admin.send(to: path + "/" + act)
        #expect(admin.path.hasPrefix("/account/confirm?next="), "\(act)")
      }
      try await admin.open("/admin/new")
      #expect(admin.path == "/account/confirm?next=%2Fadmin%2Fnew")
      #expect(try await accounts.account(account.id).isActive)
      try await admin.open(path)
      let owner = Query([("credit_code", EnterpriseDesk.code)]).address("/admin/owner")
      #expect(admin.contains("href=\"\(owner)\""))
      try await admin.open(owner)
      try await admin.send([("proof", EnterpriseDesk.password)], to: "/account/confirm")
      #expect(admin.path == owner && admin.contains("value=\"\(EnterpriseDesk.code)\""))
      try await admin.send([("credit_code", EnterpriseDesk.code), ("login_name", "?"), ("reason", "")])
      #expect(admin.problems == ["请填写办理依据"])
      try await admin.send([("credit_code", EnterpriseDesk.code), ("login_name", "zhenshi"), ("name", "演示乙"), ("reason", "书面申请 2026-1")])
      let password = try #require(admin.page.components(separatedBy: "<code>").dropFirst().first?.components(separatedBy: "<")[0])
      #expect(!password.isEmpty)
      try await squatter.open("/my")
      #expect(squatter.path.hasPrefix("/sign-in"))
      let members = try await accounts.members(of: EnterpriseDesk.code)
      #expect(members.map(\.loginName) == ["zhenshi"] && members[0].memberRole == .owner)
    }
  }

  @Test("what is typed is not lost when the session ends: it is sent again after signing in, by the same browser alone")
  func expired() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      try await browser.open("/my/new/" + EnterpriseRoadTests.measure)
      try await browser.send()
      let path = browser.path
      try await browser.open(path + "/particulars")
      desk.time.advance(seconds: 31 * 60)
      try await browser.send([("exhibition_name", "演示<展> & 览")])
      #expect(browser.status == 401 && browser.contains("登录已过期") && browser.contains("重新提交"))
      let (page, address) = (browser.page, browser.path)
      // Before signing in it is only shown once more.
      try await browser.send(to: address)
      #expect(browser.status == 401)
      browser.put(page, address)
      let fields = try browser.hidden(address)
      #expect(fields.contains { $0 == ("exhibition_name", "演示<展> & 览") })
      try await browser.signIn("yanshi")
      // Changed on the way, or from another browser, it is nothing.
      let changed = fields.map { ($0.0, $0.0 == "exhibition_name" ? "别的" : $0.1) }
      try await browser.sendRaw(changed, to: address)
      #expect(browser.status == 403)
      let other = Browser(desk.frame)
      try await other.signIn("yanshi")
      try await other.sendRaw(fields, to: address)
      #expect(other.status == 403)
      try await browser.sendRaw(fields, to: path + "/vouchers")
      #expect(browser.status == 403)
      try await browser.sendRaw(fields, to: address)
      #expect(browser.path == path)
      try await browser.open(path + "/particulars")
      #expect(browser.contains("演示&lt;展&gt; &amp; 览"))
      // Passwords are never written into a page.
      try await browser.open("/account/password")
      desk.time.advance(seconds: 31 * 60)
      try await browser.send([("old_password", "secret-1"), ("new_password", "secret-2"), ("again", "secret-2")], to: nil)
      #expect(browser.status == 401 && browser.contains("登录已过期") && !browser.contains("secret-"))
      #expect(browser.contains("/sign-in?next=%2Faccount%2Fpassword"))
    }
  }

  @Test("paths that lead out of the service are no paths of ours")
  func ownPaths() {
    #expect(OwnPath.safe("/my?x=1") == "/my?x=1")
    for path in ["", "my", "//x", "/\\x", "/a b", "/中", "/a\r\nb", "/" + String(repeating: "a", count: 2000)] {
      #expect(OwnPath.safe(path) == nil)
    }
  }

  @Test("a browser is called by a name that people know")
  func clients() {
    #expect(
      ClientName.short("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36")
        == "Chrome, Linux")
    #expect(ClientName.short("curl/8") == "curl/8")
  }
}
