import Casework
import Service
import Values

/// What the public reads and does about claims: notices, objections, statistics, papers checked by their code.
struct NoticeRoutes: Sendable {
  let desk: Desk

  /// All of them.
  var routes: [Route] { notices + objections + figures }

  private var notices: [Route] {
    [
      .page("/notices", access: .anyone, summary: Bilingual(zh: "公示", en: "Public notices")) { request in
        .page(try await NoticeListPage(desk, request).page())
      },
      .page("/notices.csv", access: .anyone, summary: Bilingual(zh: "公示（CSV）", en: "Notices as CSV")) { request in
        try await NoticeListPage(desk, request).file(.csv)
      },
      .page("/notices.xlsx", access: .anyone, summary: Bilingual(zh: "公示（Excel）", en: "Notices as Excel")) { request in
        try await NoticeListPage(desk, request).file(.xlsx)
      },
      .page("/notices/{id}", access: .anyone, summary: Bilingual(zh: "公示内容", en: "Notice")) { request in
        try await NoticePage(desk, request).answer()
      },
    ]
  }

  private var objections: [Route] {
    [
      .page("/notices/{id}/object", access: .anyone, summary: Bilingual(zh: "提出异议", en: "Object")) { request in
        .page(try await ObjectionForm(desk, request).page(request.formReader(), line: request.query["case"]))
      },
      .upload(
        "/notices/{id}/object", access: .anyone, summary: Bilingual(zh: "提出异议", en: "Object"), pace: .careful,
        limit_bytes: 3 * ObjectionForm.limit_bytes + (1 << 20)
      ) { request, upload in
        try await ObjectionForm(desk, request).answer(upload)
      },
      .page("/objections", access: .anyone, summary: Bilingual(zh: "查询异议", en: "Look up an objection")) { request in
        try await ObjectionStatus(desk, request).find()
      },
      .page("/objections/{id}", access: .anyone, summary: Bilingual(zh: "异议处理情况", en: "What became of an objection")) { request in
        .page(try await ObjectionStatus(desk, request).page())
      },
      .form(
        "/objections/{id}", access: .anyone, summary: Bilingual(zh: "请上一级处理", en: "Ask the next level"), pace: .careful
      ) { request in
        try await ObjectionStatus(desk, request).escalate()
      },
    ]
  }

  private var figures: [Route] {
    [
      .page("/statistics", access: .anyone, summary: Bilingual(zh: "数据公开", en: "Statistics")) { request in
        .page(try await StatisticsPage(desk, request).page())
      },
      .page("/statistics.csv", access: .anyone, summary: Bilingual(zh: "数据公开（CSV）", en: "Statistics as CSV")) { request in
        try await StatisticsPage(desk, request).file(.csv)
      },
      .page("/statistics.xlsx", access: .anyone, summary: Bilingual(zh: "数据公开（Excel）", en: "Statistics as Excel")) { request in
        try await StatisticsPage(desk, request).file(.xlsx)
      },
      .page("/verify", access: .anyone, summary: Bilingual(zh: "核验文书", en: "Verify a paper")) { request in
        .page(try await VerifyPage(desk, request).page())
      },
    ]
  }
}
