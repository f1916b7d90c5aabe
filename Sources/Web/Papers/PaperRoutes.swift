import Casework
import Service
import Values

/// The papers of a case as PDF; those of notices and batches are made at the addresses of their pages.
struct PaperRoutes: Sendable {
  let desk: Desk

  /// Who may have the decision letter of a case they may see.
  static let decisionReaders: Access = .roles([.enterprise, .districtReviewer, .cityReviewer, .supervisor, .auditor])

  /// All of them.
  var routes: [Route] {
    [
      .page(
        "/my/cases/{id}/receipt.pdf", access: .roles([.enterprise]), summary: Bilingual(zh: "收件回执（PDF）", en: "Receipt as PDF")
      ) { request in
        try await CasePaper(desk, request).receipt()
      },
      .page("/cases/{id}/decision.pdf", access: Self.decisionReaders, summary: Bilingual(zh: "审核结果告知书（PDF）", en: "Decision letter as PDF"))
      {
        try await CasePaper(desk, $0).decision()
      },
    ]
  }
}
