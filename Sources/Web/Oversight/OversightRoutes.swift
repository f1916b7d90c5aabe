import Casework
import Service
import Values

/// What supervisors and auditors read: what is late, what stands out, every act of a case, the whole log. They change nothing, and leave a trace.
struct OversightRoutes: Sendable {
  let desk: Desk

  static let overseers: Access = .roles([.supervisor, .auditor])

  /// All of them.
  var routes: [Route] {
    [
      .page("/oversight", access: Self.overseers, summary: Bilingual(zh: "监督", en: "Oversight")) { request in
        .page(try await OversightHome(desk, request).page())
      },
      .page("/oversight/lists/{list}", access: Self.overseers, summary: Bilingual(zh: "监督清单", en: "A list to keep an eye on")) { request in
        try await OversightList.answer(desk, request)
      },
      .page("/oversight/log", access: Self.overseers, summary: Bilingual(zh: "操作日志", en: "Log")) { request in
        .page(try await LogPage(desk, request).page())
      },
      .page("/oversight/cases", access: Self.overseers, summary: Bilingual(zh: "查办件", en: "Find a case")) { request in
        let id = FieldText.narrow(request.query["id"] ?? "")
        return .seeOther(id.isEmpty ? "/oversight" : "/oversight/cases/" + PercentCoding.encode(id))
      },
      .page("/oversight/cases/{id}", access: Self.overseers, summary: Bilingual(zh: "办件全过程", en: "All of a case")) { request in
        .page(try await OversightCase(desk, request).page())
      },
      .page(
        "/oversight/cases/{id}/decisions/{sha256}", access: Self.overseers, summary: Bilingual(zh: "重新计算", en: "Compute again")
      ) { request in
        .page(try await RecomputePage(desk, request).page())
      },
    ]
  }
}
