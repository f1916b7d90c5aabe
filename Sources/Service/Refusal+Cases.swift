import Casework
import FundLedger
import Storage
import Values

extension Refusal {
  static let noSuchCase = Refusal(
    code: "case.not_found", message: Bilingual(zh: "没有这个办件，或您无权查看。", en: "There is no such case, or you may not see it."),
    status: .notFound)
  static let noSuchProcedure = Refusal(
    code: "procedure.not_found", message: Bilingual(zh: "该事项没有网上办理流程。", en: "No procedure is set up for this."), status: .notFound)
  static let noSuchNotice = Refusal(
    code: "notice.not_found", message: Bilingual(zh: "没有这个公示。", en: "There is no such notice."), status: .notFound)
  static let noSuchObjection = Refusal(
    code: "objection.not_found", message: Bilingual(zh: "没有这条异议，或您无权查看。", en: "There is no such objection, or you may not see it."),
    status: .notFound)
  static let noSuchBatch = Refusal(
    code: "batch.not_found", message: Bilingual(zh: "没有这个拨付批次，或您无权查看。", en: "There is no such payment batch, or you may not see it."),
    status: .notFound)
  static let otherBody = Refusal(
    code: "idempotency.other_body",
    message: Bilingual(zh: "同一个幂等键已用于另一项请求，请换一个键。", en: "This idempotency key was used for another request; use a new one."),
    status: .invalid)
  static let notYourRole = Refusal(
    code: "case.not_your_role", message: CaseRefusal.notYourRole.message, status: .forbidden)
  static let emptySelection = Refusal(
    code: "selection.empty", message: Bilingual(zh: "请至少选择一个办件。", en: "Choose at least one case."), status: .invalid)

  /// A refusal of the rules of cases.
  init(_ refusal: CaseRefusal, case id: String?) {
    let status: Status =
      switch refusal {
      case .notYours, .notYourRole, .otherOffice, .ownCase, .sameReviewer: .forbidden
      case .notDeclared, .factsMissing, .papersMissing, .sumTooHigh, .sumFixed, .sumMissing, .fieldNotMarked, .nothingMarked,
        .reasonUnknown, .reasonTextMissing, .paperNotDeferrable, .promiseTooLate, .bankAccountMissing, .recoveryTooHigh:
        .invalid
      default: .conflict
      }
    self.init(code: refusal.rawValue, message: refusal.message, status: status, details: [])
  }

  /// A refusal of the rules of objections.
  init(_ refusal: ObjectionRefusal) {
    let status: Status =
      switch refusal {
      case .notYourRole, .sameReviewer: .forbidden
      case .noSuchLine, .identityMissing, .identityMalformed, .textMissing, .sumMissing: .invalid
      default: .conflict
      }
    self.init(code: refusal.rawValue, message: refusal.message, status: status)
  }

  /// A refusal of a limit for a case.
  init(_ refusal: LimitRefusal, case id: String) {
    self.init(
      code: refusal.code, message: Bilingual(zh: "办件 \(id)：" + refusal.sentence.zh, en: "Case \(id): " + refusal.sentence.en),
      status: .conflict)
  }
}
