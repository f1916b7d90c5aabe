public import Values

/// Why an act on an objection is refused.
public enum ObjectionRefusal: String, Error, Sendable, CaseIterable {
  /// The notice is not open on this day.
  case noticeClosed = "objection.notice_closed"
  /// The notice has no such case.
  case noSuchLine = "objection.no_such_line"
  /// Name, identity or contact is missing.
  case identityMissing = "objection.identity_missing"
  /// The identity number or credit code can't be one.
  case identityMalformed = "objection.identity_malformed"
  /// The words are missing.
  case textMissing = "objection.text_missing"
  /// Nothing of the kind is done where the objection stands.
  case wrongState = "objection.wrong_state"
  /// The level is settled by another role or office.
  case notYourRole = "objection.not_your_role"
  /// The officer reviewed the claim or settled the level before.
  case sameReviewer = "objection.same_reviewer"
  /// The lowered sum is missing or not above zero.
  case sumMissing = "objection.sum_missing"
  /// There is no further level.
  case lastLevel = "objection.last_level"
  /// A unit handed in no sealed paper.
  case paperMissing = "objection.paper_missing"
  /// The lowered sum is not below the noticed one.
  case sumTooHigh = "objection.sum_too_high"
  /// The time to ask the next level is over.
  case tooLate = "objection.too_late"
  /// The next level can still be asked.
  case tooEarly = "objection.too_early"

  /// What happened and what to do, for people.
  public var message: Bilingual {
    switch self {
    case .noticeClosed: Bilingual(zh: "公示期已结束，不再受理异议。", en: "The notice has closed: objections are no longer taken.")
    case .noSuchLine: Bilingual(zh: "公示中没有这个项目。", en: "The notice has no such line.")
    case .identityMissing:
      Bilingual(
        zh: "请填写真实姓名（名称）、证件号码和联系方式；匿名异议不予受理。", en: "State your real name, identity number and contact; anonymous objections are not taken.")
    case .identityMalformed:
      Bilingual(
        zh: "证件号码有误：个人请填写 18 位公民身份号码（居住证、外国人永久居留身份证号码亦可），单位请填写 18 位统一社会信用代码。请对照证件核对。",
        en:
          "The number is wrong: a person states the identity number (or that of a residence permit), a unit its credit code, 18 characters each."
      )
    case .textMissing: Bilingual(zh: "请写明异议的事实和理由。", en: "State the facts and reasons of the objection.")
    case .wrongState: Bilingual(zh: "该异议现在不能这样办理。", en: "This can't be done with the objection now.")
    case .notYourRole: Bilingual(zh: "该异议不由您办理。", en: "This objection is not handled by you.")
    case .sameReviewer: Bilingual(zh: "审核过该项目的人不得处理对它的异议。", en: "Whoever reviewed the claim may not settle an objection to it.")
    case .sumMissing: Bilingual(zh: "请填写调整后的金额。", en: "State the lowered sum.")
    case .lastLevel: Bilingual(zh: "已由最后一级处理。", en: "The last level has settled it.")
    case .paperMissing: Bilingual(zh: "单位提出异议，请上传加盖公章的书面材料。", en: "A unit that objects hands in a sealed paper.")
    case .sumTooHigh: Bilingual(zh: "调整后的金额须低于公示金额。", en: "The lowered sum has to be below the sum on the notice.")
    case .tooLate:
      Bilingual(zh: "申请上一级处理的期限已过，处理意见已可生效。", en: "The time to ask the next level is over.")
    case .tooEarly:
      Bilingual(zh: "异议人仍可申请上一级处理，处理意见暂不生效。", en: "The objector can still ask the next level: the finding waits.")
    }
  }
}
