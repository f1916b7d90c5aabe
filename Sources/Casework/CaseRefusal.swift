public import Values

/// Why an act on a case is refused. The raw value is a public contract; the sentences are for people.
public enum CaseRefusal: String, Error, Sendable, CaseIterable {
  /// There is a case already.
  case exists = "case.exists"
  /// Nothing of the kind is done where the case stands.
  case wrongStep = "case.wrong_step"
  /// The enterprise is another one.
  case notYours = "case.not_yours"
  /// The role is another one.
  case notYourRole = "case.not_your_role"
  /// The office is another one.
  case otherOffice = "case.other_office"
  /// An officer is a party to the case.
  case ownCase = "case.own_case"
  /// The officer reviewed an adjacent step.
  case sameReviewer = "case.same_reviewer"
  /// The step does not have this outcome.
  case outcomeNotOffered = "case.outcome_not_offered"
  /// No call is open.
  case outsideCall = "case.outside_call"
  /// No office, or another than before, takes claims from the place.
  case otherDistrict = "case.other_district"
  /// Facts or particulars are missing.
  case factsMissing = "case.facts_missing"
  /// Papers are missing.
  case papersMissing = "case.papers_missing"
  /// The declaration of truth is missing.
  case notDeclared = "case.not_declared"
  /// The decision grants nothing.
  case notEligible = "case.not_eligible"
  /// The sum is above the decision or the review before.
  case sumTooHigh = "case.sum_too_high"
  /// The sum is below a decision that fixes it.
  case sumFixed = "case.sum_fixed"
  /// A sum is missing or not above zero.
  case sumMissing = "case.sum_missing"
  /// Something was changed that was not marked.
  case fieldNotMarked = "case.field_not_marked"
  /// A correction names nothing.
  case nothingMarked = "case.nothing_marked"
  /// The step has asked for a correction before.
  case correctionRoundUsed = "case.correction_round_used"
  /// A reason is missing or not in the list.
  case reasonUnknown = "case.reason_unknown"
  /// The words of a reason are missing.
  case reasonTextMissing = "case.reason_text_missing"
  /// The paper may not come later, is there, or is promised already.
  case paperNotDeferrable = "case.paper_not_deferrable"
  /// The promised day is not within the period.
  case promiseTooLate = "case.promise_too_late"
  /// A promised paper has not come.
  case promiseOpen = "case.promise_open"
  /// The public has seen the claim.
  case tooLateToWithdraw = "case.too_late_to_withdraw"
  /// An objection is open.
  case disputed = "case.disputed"
  /// No such objection is open.
  case noSuchDispute = "case.no_such_dispute"
  /// The budget year has not begun.
  case budgetTooEarly = "case.budget_too_early"
  /// The account is missing or not complete.
  case bankAccountMissing = "case.bank_account_missing"
  /// Nothing was paid.
  case nothingPaid = "case.nothing_paid"
  /// The sum is above what is still demanded.
  case recoveryTooHigh = "case.recovery_too_high"
  /// A colleague has taken the case.
  case takenByOther = "case.taken_by_other"
  /// The procedure is not for this measure.
  case measureNotClaimed = "case.measure_not_claimed"
  /// The claim has no such field to correct.
  case fieldUnknown = "case.field_unknown"
  /// The time for the correction is not over, or none is set.
  case correctionRunning = "case.correction_running"
  /// The last day of the notice is not over.
  case noticeOpen = "case.notice_open"
  /// The year is neither this one nor the next.
  case budgetYear = "case.budget_year"
  /// The holder of the account is not the enterprise.
  case accountNotOwn = "case.account_not_own"
  /// The payment is at the bank.
  case atBank = "case.at_bank"
  /// The money is demanded back.
  case recoveryOpen = "case.recovery_open"
  /// Nothing is left of the demand.
  case nothingDemanded = "case.nothing_demanded"
  /// The sum is above what came back and was not handed on.
  case handOnTooHigh = "case.hand_on_too_high"

  /// The account was changed so lately that no payment is ordered to it yet.
  case accountCooling = "case.account_cooling"
  /// The account stated is the one there is.
  case accountSame = "case.account_same"

  /// What happened and what to do, for people.
  public var message: Bilingual {
    switch self {
    case .exists: Bilingual(zh: "该编号已有办件。", en: "A case with this number exists.")
    case .wrongStep:
      Bilingual(zh: "办件现在所处的环节不能这样办理，请刷新后查看最新状态。", en: "This can't be done at the step the case is in; reload to see where it stands.")
    case .notYours: Bilingual(zh: "只有申报企业可以办理。", en: "Only the enterprise that applies may do this.")
    case .notYourRole: Bilingual(zh: "这个环节不由您的角色办理。", en: "This step is not handled by your role.")
    case .otherOffice: Bilingual(zh: "办件属于另一个单位。", en: "The case belongs to another office.")
    case .ownCase: Bilingual(zh: "不得审核本人所在企业的申报。", en: "Nobody reviews the claim of their own enterprise.")
    case .sameReviewer:
      Bilingual(zh: "您已审核过相邻环节，须由另一人办理。", en: "You reviewed the adjacent step; somebody else has to handle this one.")
    case .outcomeNotOffered: Bilingual(zh: "这个环节没有这种处理结果。", en: "This step does not offer that outcome.")
    case .outsideCall: Bilingual(zh: "不在申报期内。", en: "The call for applications is not open.")
    case .otherDistrict:
      Bilingual(zh: "注册地不在受理单位的范围内，不能在此申报。", en: "The place of registration is outside the area of the office that takes the claim.")
    case .factsMissing: Bilingual(zh: "还有事实未填写，无法认定。", en: "Facts are missing, so nothing can be decided.")
    case .papersMissing: Bilingual(zh: "还有材料未上传。", en: "Papers are missing.")
    case .notDeclared: Bilingual(zh: "请先确认真实性承诺。", en: "Confirm the declaration of truth first.")
    case .notEligible: Bilingual(zh: "认定结果为不符合，不能核准金额。", en: "The decision is not eligible: no sum can be granted.")
    case .sumTooHigh: Bilingual(zh: "核准金额不得高于认定金额。", en: "The sum granted may not exceed the sum decided.")
    case .sumFixed: Bilingual(zh: "该事项按定额支持，核准金额须等于认定金额。", en: "The sum of this measure is fixed: it must equal the sum decided.")
    case .sumMissing: Bilingual(zh: "请填写核准金额。", en: "State the sum granted.")
    case .fieldNotMarked: Bilingual(zh: "只能修改要求补正的内容。", en: "Only what was marked for correction can be changed.")
    case .nothingMarked: Bilingual(zh: "请至少标出一项需要补正的内容。", en: "Mark at least one thing to correct.")
    case .correctionRoundUsed:
      Bilingual(zh: "补正须一次性告知，本环节已要求过补正。", en: "Corrections are asked for once; this step has asked already.")
    case .reasonUnknown: Bilingual(zh: "请选择一个列出的理由。", en: "Choose one of the listed reasons.")
    case .reasonTextMissing: Bilingual(zh: "请写明理由。", en: "Write down the reason.")
    case .paperNotDeferrable: Bilingual(zh: "该材料不可容缺。", en: "This paper can't be handed in later.")
    case .promiseTooLate: Bilingual(zh: "承诺补交日期超过允许的期限。", en: "The promised date is later than allowed.")
    case .promiseOpen: Bilingual(zh: "承诺补交的材料尚未交齐。", en: "A promised paper has not arrived yet.")
    case .tooLateToWithdraw: Bilingual(zh: "已进入公示或之后的环节，不能撤回。", en: "The claim is on notice or beyond and can't be withdrawn.")
    case .disputed: Bilingual(zh: "异议处理完毕之前不能继续办理。", en: "The claim waits until the objection is settled.")
    case .noSuchDispute: Bilingual(zh: "该办件没有这条异议。", en: "The case has no such objection.")
    case .budgetTooEarly: Bilingual(zh: "预算年度尚未开始，不能下达资金。", en: "The budget year has not begun: no money can be released.")
    case .bankAccountMissing:
      Bilingual(zh: "请完整填写收款账户：户名、开户行和账号（数字）。", en: "State the bank account in full: holder, bank and number (digits).")
    case .nothingPaid: Bilingual(zh: "尚未支付，没有可追回的资金。", en: "Nothing was paid, so nothing can be recovered.")
    case .recoveryTooHigh: Bilingual(zh: "追回金额超过应追回的余额。", en: "The sum is more than is left to recover.")
    case .takenByOther:
      Bilingual(zh: "该办件正由另一位同事办理；如须接办，请先将其放回。", en: "A colleague has taken this case; put it back first if you have to take over.")
    case .measureNotClaimed:
      Bilingual(zh: "该事项不按这个流程申报。", en: "This measure is not claimed by this procedure.")
    case .fieldUnknown: Bilingual(zh: "标出的补正内容中有该事项没有的项目。", en: "Something marked for correction is no part of this claim.")
    case .correctionRunning:
      Bilingual(zh: "企业补正期限未满，暂不能作出不予支持的决定。", en: "The enterprise can still correct the claim: it can't be refused yet.")
    case .noticeOpen: Bilingual(zh: "公示期未满，不能进入下一环节。", en: "The notice is still open: the claim can't go on yet.")
    case .budgetYear: Bilingual(zh: "预算年度须为本年度或下一年度。", en: "The budget year is this year or the next.")
    case .accountNotOwn:
      Bilingual(zh: "收款账户户名须与申报企业名称一致。", en: "The account has to be in the name of the enterprise that applies.")
    case .atBank:
      Bilingual(
        zh: "款项已交银行，须待银行回单登记后再办理。", en: "The payment is at the bank; wait until the bank's result is recorded.")
    case .recoveryOpen:
      Bilingual(
        zh: "该笔资金已要求退回，到账请按追回款登记。", en: "This money is demanded back; record what arrives as money received back.")
    case .nothingDemanded: Bilingual(zh: "没有尚待退回的金额，无需撤销。", en: "Nothing of the demand is left to withdraw.")
    case .handOnTooHigh:
      Bilingual(zh: "上缴金额超过已追回而未上缴的余额。", en: "The sum is more than was received back and not handed on yet.")
    case .accountCooling:
      Bilingual(
        zh: "收款账户刚更换，等待期未满，暂不能拨付。请在等待期满后办理。",
        en: "The account was changed lately and its waiting time is not over: no payment can be ordered yet. Order it when it is.")
    case .accountSame: Bilingual(zh: "填写的账户与现有账户相同，无需更换。", en: "This is the account there is; nothing was changed.")
    }
  }
}
