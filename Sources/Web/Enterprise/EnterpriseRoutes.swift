import Values

/// The pages of an enterprise: its claims from a draft to the money, its team, the facts it keeps.
struct EnterpriseRoutes: Sendable {
  let desk: Desk

  private let access = Access.roles([.enterprise])

  init(desk: Desk) { self.desk = desk }

  /// All of them.
  var routes: [Route] { home + filling + handingIn + afterwards }

  private func page(
    _ path: PathTemplate, _ zh: String, _ en: String, _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    .page(path, access: access, summary: Bilingual(zh: zh, en: en), answer)
  }

  private func form(
    _ path: PathTemplate, _ zh: String, _ en: String, _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    .form(path, access: access, summary: Bilingual(zh: zh, en: en), answer)
  }

  private func upload(
    _ path: PathTemplate, _ zh: String, _ en: String, _ answer: @escaping @Sendable (WebRequest, Upload) async throws -> Answer
  ) -> Route {
    .upload(path, access: access, summary: Bilingual(zh: zh, en: en), pace: .uploads, limit_bytes: PaperIntake.formLimit_bytes, answer)
  }

  private var home: [Route] {
    let new = NewClaimPage(desk: desk)
    let team = TeamPages(desk: desk)
    return [
      page("/my", "我的申报", "My claims", MyPage(desk: desk).show), page("/my/new/{measure}", "开始申报", "Begin a claim", new.show),
      form("/my/new/{measure}", "建立草稿", "Make a draft", new.begin), page("/my/team", "团队成员", "Team", team.show),
      form("/my/team/invite", "邀请成员", "Invite", team.invite),
      form("/my/team/withdraw", "撤回邀请", "Withdraw an invitation", team.withdrawInvitation),
      form("/my/team/remove", "移除成员", "Remove a member", team.remove),
      form("/my/team/role", "变更身份", "Change a member's part", team.changeRole),
      page("/my/profile", "企业资料", "Facts that are kept", team.profile), form("/my/profile", "保存企业资料", "Keep facts", team.saveProfile),
      page("/my/messages", "消息", "Messages", MessagesPage(desk: desk).show),
      page("/my/messages.csv", "消息（CSV）", "Messages as CSV") { try await MessagesPage(desk: desk).file(.csv, $0) },
      page("/my/messages.xlsx", "消息（Excel）", "Messages as Excel") { try await MessagesPage(desk: desk).file(.xlsx, $0) },
      page("/my/readings", "谁看过我的材料", "Who looked", team.readingsOfAll),
      page("/my/readings/{id}", "谁看过这个办件", "Who looked at a claim", team.readings),
    ]
  }

  private var filling: [Route] {
    let facts = FactsPages(desk: desk)
    let sections = SectionPages(desk: desk)
    let vouchers = VoucherPages(desk: desk)
    let papers = PaperPages(desk: desk)
    return [
      page("/my/cases/{id}/facts/{entity}", "填写事实", "State facts", facts.show),
      form("/my/cases/{id}/facts/{entity}", "保存事实", "Keep facts", facts.save),
      page("/my/cases/{id}/particulars", "填写补充信息", "Particulars", sections.particulars),
      form("/my/cases/{id}/particulars", "保存补充信息", "Keep particulars", sections.saveParticulars),
      page("/my/cases/{id}/vouchers", "票据", "Vouchers", vouchers.show),
      form("/my/cases/{id}/vouchers", "添加票据", "Add a voucher", vouchers.add),
      form("/my/cases/{id}/vouchers/remove", "删除票据", "Remove a voucher", vouchers.remove),
      page("/my/cases/{id}/papers", "材料", "Papers", papers.show),
      form("/my/cases/{id}/papers/remove", "删除材料", "Remove a paper", papers.remove),
      page("/my/cases/{id}/papers/{kind}", "上传材料", "Upload a paper", papers.showKind),
      upload("/my/cases/{id}/papers/{kind}", "上传材料", "Upload a paper", papers.upload),
      form("/my/cases/{id}/papers/{kind}/reuse", "使用以前的材料", "Use an earlier paper", papers.reuse),
      page("/my/cases/{id}/files/{sha256}", "下载本企业的材料", "Download one's own paper", papers.download),
      page("/my/cases/{id}/bank", "收款账户", "Bank account", sections.bank),
      form("/my/cases/{id}/bank", "保存收款账户", "Keep the account", sections.saveBank),
    ]
  }

  private var handingIn: [Route] {
    let submit = SubmitPages(desk: desk)
    return [
      page("/my/cases/{id}/check", "核对", "Check answers", submit.check),
      page("/my/cases/{id}/declaration", "真实性承诺", "Declaration", submit.declaration),
      form("/my/cases/{id}/declaration", "提交申报", "Hand in", submit.submit), page("/my/cases/{id}/receipt", "回执", "Receipt", submit.receipt),
    ]
  }

  private var afterwards: [Route] {
    let status = StatusPage(desk: desk)
    let correction = CorrectionPage(desk: desk)
    let withdrawing = Withdrawing(desk: desk)
    let papers = PaperPages(desk: desk)
    return [
      page("/my/cases/{id}", "办件", "A claim", status.show), page("/my/cases/{id}/content", "申报内容", "What was handed in", status.content),
      page("/my/cases/{id}/correction", "补正", "Correction", correction.show),
      page("/my/cases/{id}/withdraw", "撤回", "Withdraw", withdrawing.show),
      form("/my/cases/{id}/withdraw", "撤回", "Withdraw", withdrawing.withdraw),
      page("/my/cases/{id}/promises/{kind}", "补交材料", "A promised paper", papers.showPromise),
      upload("/my/cases/{id}/promises/{kind}", "补交材料", "A promised paper", papers.keepPromise),
    ]
  }
}
