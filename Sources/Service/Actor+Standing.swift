import Casework
import Storage
import Values

extension Actor {
  /// Whether nobody with an account acts: a day has come, or the public writes.
  var isNobody: Bool { self == .clock || self == .anybody }

  /// The role under which the log keeps an act: the clock and the public have none but their name.
  var loggedRole: String { isNobody ? account : role.rawValue }

  /// Refuses somebody whose account isn't what it was when the request began: closed, in another role, office or enterprise.
  ///
  /// A request may take long, such as the upload of a paper; what counts is who somebody is when the act is written down.
  func requireStanding(in tx: any Transaction) throws {
    if isNobody { return }
    guard
      let row = try tx.first("SELECT role, office, company, is_active FROM accounts WHERE id = $1", [.text(account)]),
      row.text(0) == role.rawValue, row.optionalText(1) == office, row.optionalText(2) == enterprise, row.flag(3)
    else { throw Refusal.rightsChanged }
  }
}

extension Refusal {
  static let rightsChanged = Refusal(
    code: "account.rights_changed",
    message: Bilingual(
      zh: "您的账号已停用，或角色、单位、所在企业已变更，本次操作没有生效。请重新登录后再办理。",
      en: "Your account was closed, or its role, office or enterprise has changed; nothing was done. Sign in again."),
    status: .forbidden)
}
