import Casework
import Values

/// The pages of those who review: districts and city; supervisors and auditors read along.
struct ReviewRoutes: Sendable {
  let desk: Desk

  private static let reviewers: Access = .roles([.districtReviewer, .cityReviewer])
  private static let district: Access = .roles([.districtReviewer])
  private static let city: Access = .roles([.cityReviewer])
  private static let readers: Access = .roles([.districtReviewer, .cityReviewer, .supervisor, .auditor])

  /// What the head of every page links to, for those who may go there.
  static let navigation = [
    Site.Entry("review.desk_title", "/desk"), Site.Entry("review.queue_title", "/desk/queue"),
    Site.Entry("review.plans_title", "/desk/plans"), Site.Entry("review.objections_title", "/desk/objections"),
    Site.Entry("review.calls_title", "/desk/calls"),
  ]

  /// All of them.
  var routes: [Route] { looking + acting + files }

  private var looking: [Route] {
    [
      .page("/desk", access: Self.reviewers, summary: Bilingual(zh: "审核工作台", en: "Reviewer's desk")) { request in
        .page(try await DeskHome(desk, request).page())
      },
      .page("/desk/queue", access: Self.readers, summary: Bilingual(zh: "办件列表", en: "Queue of cases")) { request in
        .page(try await QueuePage(desk, request).page())
      },
      .page("/desk/cases/{id}", access: Self.readers, summary: Bilingual(zh: "办件审核", en: "A case under review")) { request in
        try await CaseActs(desk: desk).show(request)
      },
      .page("/desk/plans", access: Self.readers, summary: Bilingual(zh: "项目计划", en: "Plans")) { request in
        try await PlanPages(desk: desk).list(request)
      },
      .page("/desk/plans/{id}", access: Self.readers, summary: Bilingual(zh: "项目计划详情", en: "A plan")) { request in
        try await PlanPages(desk: desk).show(request)
      },
      .page("/desk/plan", access: Self.district, summary: Bilingual(zh: "拟定项目计划", en: "Make a plan")) { request in
        try await PlanPages(desk: desk).choose(request)
      },
      .page("/desk/report", access: Self.district, summary: Bilingual(zh: "报送使用情况", en: "Report on use")) { request in
        try await ReportPages(desk: desk).choose(request)
      },
      .page("/desk/notice", access: Self.city, summary: Bilingual(zh: "发布公示", en: "Open a notice")) { request in
        try await NoticePages(desk: desk).choose(request)
      },
      .page("/desk/budget", access: Self.city, summary: Bilingual(zh: "编入预算", en: "Put into the budget")) { request in
        try await BudgetPages(desk: desk).choose(request)
      },
      .page("/desk/calls", access: Self.readers, summary: Bilingual(zh: "申报通知", en: "Calls for applications")) { request in
        try await CallPages(desk: desk).show(request)
      },
      .page("/desk/objections", access: Self.readers, summary: Bilingual(zh: "异议", en: "Objections")) { request in
        try await ObjectionPages(desk: desk).list(request)
      },
      .page("/desk/objections/{id}", access: Self.readers, summary: Bilingual(zh: "异议详情", en: "An objection")) { request in
        try await ObjectionPages(desk: desk).show(request)
      },
    ]
  }

  private var acting: [Route] {
    let acts: [(DecisionForms.Kind, Access, Bilingual)] = [
      (.take, Self.reviewers, Bilingual(zh: "认领办件", en: "Take a case")),
      (.putBack, Self.reviewers, Bilingual(zh: "放回办件", en: "Put a case back")),
      (.accept, Self.reviewers, Bilingual(zh: "核准", en: "Accept a claim")),
      (.correct, Self.reviewers, Bilingual(zh: "要求补正", en: "Ask for correction")),
      (.refuse, Self.reviewers, Bilingual(zh: "不予支持", en: "Refuse a claim")),
      (.sendBack, Self.reviewers, Bilingual(zh: "退回重审", en: "Send a claim back")),
      (.demand, Self.city, Bilingual(zh: "追回资金", en: "Demand money back")),
      (.receive, Self.city, Bilingual(zh: "登记追回款", en: "Record money received back")),
      (.withdrawDemand, Self.city, Bilingual(zh: "撤销追回", en: "Withdraw a demand")),
      (.stop, Self.reviewers, Bilingual(zh: "终止办件", en: "Stop a claim after its notice")),
    ]
    let ofCases = acts.map { kind, access, summary -> Route in
      .form(PathTemplate("/desk/cases/{id}/" + kind.rawValue), access: access, summary: summary) { request in
        try await CaseActs(desk: desk).act(kind, request)
      }
    }
    return ofCases + [
      .form("/desk/plan", access: Self.district, summary: Bilingual(zh: "预览、提交项目计划", en: "Preview or propose a plan")) { request in
        try await PlanPages(desk: desk).act(request)
      },
      .form("/desk/report", access: Self.district, summary: Bilingual(zh: "提交使用情况", en: "Report on use")) { request in
        try await ReportPages(desk: desk).act(request)
      },
      .form("/desk/notice", access: Self.city, summary: Bilingual(zh: "预览、发布公示", en: "Preview or open a notice")) { request in
        try await NoticePages(desk: desk).act(request)
      },
      .form("/desk/budget", access: Self.city, summary: Bilingual(zh: "编入预算", en: "Put into the budget")) { request in
        try await BudgetPages(desk: desk).act(request)
      },
      .form("/desk/calls", access: Self.city, summary: Bilingual(zh: "发布申报通知", en: "Announce a call")) { request in
        try await CallPages(desk: desk).announce(request)
      },
      .form("/desk/objections/{id}", access: Self.reviewers, summary: Bilingual(zh: "处理异议", en: "Settle an objection")) { request in
        try await ObjectionPages(desk: desk).settle(request)
      },
    ]
  }

  private var files: [Route] {
    [
      .page("/cases/{id}/files/{sha256}", access: .signedIn, summary: Bilingual(zh: "查看材料", en: "Open a paper")) { request in
        try await PaperFiles(desk: desk).answer(request)
      }
    ]
  }
}
