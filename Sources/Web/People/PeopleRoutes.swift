import Values

/// Signing in and out, registering, one's own account, and the accounts of an administrator.
struct PeopleRoutes: Sendable {
  let desk: Desk

  /// All of them.
  var routes: [Route] { entering + account + secondFactor + administration }

  private var entering: [Route] {
    let signIn = SignInPages(desk: desk)
    let setup = SetupPages(desk: desk)
    let register = RegisterPages(desk: desk)
    return [
      .page("/sign-in", access: .anyone, summary: Bilingual(zh: "登录", en: "Sign in"), { signIn.show($0) }),
      .form("/sign-in", access: .anyone, summary: Bilingual(zh: "登录", en: "Sign in"), pace: .careful, signIn.signIn),
      .form("/sign-in/code", access: .anyone, summary: Bilingual(zh: "验证码", en: "The code"), pace: .careful, signIn.finish),
      .page("/sign-in/code", access: .anyone, summary: Bilingual(zh: "登录", en: "Sign in"), { _ in .seeOther("/sign-in") }),
      .form(
        "/sign-in/password", access: .anyone, summary: Bilingual(zh: "首次登录修改密码", en: "First password"), pace: .careful,
        setup.changePassword),
      .page("/sign-in/password", access: .anyone, summary: Bilingual(zh: "登录", en: "Sign in"), { _ in .seeOther("/sign-in") }),
      .form(
        "/sign-in/second-factor", access: .anyone, summary: Bilingual(zh: "首次登录绑定验证器", en: "First second factor"), pace: .careful,
        setup.confirmSecondFactor),
      .page("/sign-in/second-factor", access: .anyone, summary: Bilingual(zh: "登录", en: "Sign in"), { _ in .seeOther("/sign-in") }),
      .form("/sign-out", access: .signedIn, summary: Bilingual(zh: "退出登录", en: "Sign out"), signIn.signOut),
      .page("/register", access: .anyone, summary: Bilingual(zh: "企业注册", en: "Register an enterprise"), { register.show($0) }),
      .form("/register", access: .anyone, summary: Bilingual(zh: "企业注册", en: "Register an enterprise"), pace: .careful, register.register),
      .page("/join", access: .anyone, summary: Bilingual(zh: "凭邀请码加入", en: "Join a team"), { register.showJoining($0) }),
      .form("/join", access: .anyone, summary: Bilingual(zh: "凭邀请码加入", en: "Join a team"), pace: .careful, register.join),
    ]
  }

  private var account: [Route] {
    let account = AccountPages(desk: desk)
    let confirming = Confirming(desk: desk)
    let tokens = TokenPages(desk: desk)
    return [
      .page("/account", access: .signedIn, summary: Bilingual(zh: "我的账号", en: "My account"), account.show),
      .page("/account/password", access: .signedIn, summary: Bilingual(zh: "修改密码", en: "Change password"), { account.passwordPage($0) }),
      .form(
        "/account/password", access: .signedIn, summary: Bilingual(zh: "修改密码", en: "Change password"), pace: .careful,
        account.changePassword),
      .page("/account/sessions", access: .signedIn, summary: Bilingual(zh: "登录设备", en: "Sessions"), account.sessions),
      .form("/account/sessions/end", access: .signedIn, summary: Bilingual(zh: "结束一个登录", en: "End a session"), account.endSession),
      .form("/account/sessions/end-all", access: .signedIn, summary: Bilingual(zh: "结束全部登录", en: "End all sessions"), account.endAll),
      .page("/account/confirm", access: .signedIn, summary: Bilingual(zh: "确认身份", en: "Prove who you are"), confirming.show),
      .form(
        "/account/confirm", access: .signedIn, summary: Bilingual(zh: "确认身份", en: "Prove who you are"), pace: .careful,
        confirming.confirm),
      .page("/account/tokens", access: .signedIn, summary: Bilingual(zh: "访问令牌", en: "Access tokens"), tokens.show),
      .form("/account/tokens", access: .signedIn, summary: Bilingual(zh: "新建访问令牌", en: "Make a token"), tokens.create),
      .form("/account/tokens/revoke", access: .signedIn, summary: Bilingual(zh: "撤销访问令牌", en: "Revoke a token"), tokens.revoke),
    ]
  }

  private var secondFactor: [Route] {
    let pages = SecondFactorPages(desk: desk)
    let zh = "验证器"
    let en = "Second factor"
    return [
      .page("/account/second-factor", access: .signedIn, summary: Bilingual(zh: zh, en: en), pages.show),
      .form("/account/second-factor", access: .signedIn, summary: Bilingual(zh: "绑定" + zh, en: "Enrol"), pages.begin),
      .form(
        "/account/second-factor/confirm", access: .signedIn, summary: Bilingual(zh: "完成绑定", en: "Confirm"), pace: .careful, pages.confirm),
      .page(
        "/account/second-factor/confirm", access: .signedIn, summary: Bilingual(zh: zh, en: en), { _ in .seeOther(SecondFactorPages.path) }),
      .form("/account/second-factor/codes", access: .signedIn, summary: Bilingual(zh: "更换恢复码", en: "New recovery codes"), pages.renewCodes),
      .page(
        "/account/second-factor/codes", access: .signedIn, summary: Bilingual(zh: zh, en: en), { _ in .seeOther(SecondFactorPages.path) }),
      .form("/account/second-factor/disable", access: .signedIn, summary: Bilingual(zh: "解除绑定", en: "Give it up"), pages.disable),
    ]
  }

  private var administration: [Route] {
    let pages = AdministrationPages(desk: desk)
    let access = Access.roles([.administrator])
    return [
      .page("/admin", access: access, summary: Bilingual(zh: "账号管理", en: "Accounts"), pages.list),
      .page("/admin/new", access: access, summary: Bilingual(zh: "新建账号", en: "New account"), pages.showNew),
      .form("/admin/new", access: access, summary: Bilingual(zh: "新建账号", en: "New account"), pages.create),
      .page(
        "/admin/owner", access: access, summary: Bilingual(zh: "开通企业、更换负责人", en: "Put an owner in"), OwnerPage(desk: desk).show),
      .form(
        "/admin/owner", access: access, summary: Bilingual(zh: "开通企业、更换负责人", en: "Put an owner in"), OwnerPage(desk: desk).install),
      .page("/admin/accounts/{id}", access: access, summary: Bilingual(zh: "账号", en: "Account"), pages.show),
      .form("/admin/accounts/{id}/password", access: access, summary: Bilingual(zh: "重置密码", en: "Reset password"), pages.resetPassword),
      .form("/admin/accounts/{id}/unlock", access: access, summary: Bilingual(zh: "解除锁定", en: "Unlock"), pages.unlock),
      .form(
        "/admin/accounts/{id}/second-factor", access: access, summary: Bilingual(zh: "重置验证器", en: "Reset second factor"),
        pages.resetSecondFactor),
      .form("/admin/accounts/{id}/close", access: access, summary: Bilingual(zh: "停用账号", en: "Close"), pages.deactivate),
      .form("/admin/accounts/{id}/open", access: access, summary: Bilingual(zh: "恢复账号", en: "Open again"), pages.reactivate),
    ]
  }
}
