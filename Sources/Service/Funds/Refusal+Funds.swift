import Casework
import FundLedger
public import Policy
public import Values

extension Refusal {
  /// A refusal of the book, naming the case, the budget year and the payer where they matter.
  init(_ refusal: LedgerRefusal, _ book: PolicyBook) {
    var payer: Bilingual?
    if refusal.reason == .notEnoughAvailable {
      let name = book.payer(refusal.share, of: refusal.fund.scheme)
      payer = Bilingual(zh: "\(refusal.fund.year)年度\(name.zh)", en: "Budget \(refusal.fund.year) of \(name.en)")
    }
    let prefix = refusal.caseID.map { Bilingual(zh: "办件 \($0)：", en: "Case \($0): ") } ?? Bilingual(zh: "", en: "")
    let sentence = refusal.sentence(of: payer)
    self.init(code: refusal.code, message: Bilingual(zh: prefix.zh + sentence.zh, en: prefix.en + sentence.en), status: .conflict)
  }

  /// Nothing of the scheme is borne by the office.
  static let noShare = Refusal(
    code: "fund.no_share",
    message: Bilingual(zh: "该资金没有由区财政负担的部分，不需要录入区级预算。", en: "No part of this fund is borne by districts, so a district enters no budget."),
    status: .conflict)

  /// The packages give parts that are not parts of the sum.
  static let partsUnclear = Refusal(
    code: "decision.parts_unclear",
    message: Bilingual(
      zh: "规则给出的分担金额与支持金额不一致，不能办理，请联系系统管理员核查政策数据。",
      en: "The parts that the rules give are not parts of the sum; nothing was done. Tell the administrator to check the policy data."),
    status: .conflict)

  /// The book has another sum for a case than the case itself.
  static func bookDiffers(_ caseID: String, found: Money, granted: Money) -> Refusal {
    Refusal(
      code: "ledger.case_differs",
      message: Bilingual(
        zh: "办件 \(caseID)：台账金额 \(found) 元，应为 \(granted) 元，不能办理，请联系系统管理员核查。",
        en: "Case \(caseID): the book has CNY \(found) where CNY \(granted) should be; nothing was done. Tell the administrator."),
      status: .conflict)
  }
}

extension PolicyBook {
  /// What people call the payer of a part of a scheme's fund: the finance bureau of the city, or that of the place of an office.
  public func payer(_ share: String?, of scheme: String) -> Bilingual {
    guard let share else { return Role.finance.label }
    for procedure in procedures where procedure.fund == scheme {
      guard let place = procedure.routing.offices.first(where: { $0.value.id == share })?.key,
        let label = facts.first(where: { $0.name == procedure.routing.fact })?.choices.first(where: { $0.id == place })?.label
      else { continue }
      return Bilingual(zh: label.zh + "财政", en: label.en + " finance")
    }
    return Bilingual(zh: share, en: share)
  }
}
