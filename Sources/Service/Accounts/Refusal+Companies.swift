import Values

// The refusals of enterprises and their teams. Their codes are a public contract.
extension Refusal {
  private static func make(_ code: String, _ status: Status, _ zh: String, _ en: String) -> Refusal {
    Refusal(code: code, message: Bilingual(zh: zh, en: en), status: status)
  }

  /// Enterprises aren't registered by the public here.
  public static let registrationClosed = make(
    "company.registration_closed", .forbidden, "本系统不开放企业自行注册。请联系主管部门开通。",
    "Enterprises can't register themselves here. Ask the office responsible.")

  /// The enterprise is registered already.
  public static let companyRegistered = make(
    "company.already_registered", .conflict, "该企业已注册。请联系企业负责人，由其邀请您加入。",
    "This enterprise is registered. Ask its owner for an invitation.")

  /// There is no such enterprise, or it is not the caller's.
  public static let companyUnknown = make("company.unknown", .notFound, "没有这家企业，或您无权查看。", "There is no such enterprise, or it isn't yours.")

  /// Only an owner of the team may do this.
  public static let notOwner = make(
    "company.not_owner", .forbidden, "只有企业负责人可以办理此事。", "Only an owner of the enterprise's team can do this.")

  /// The invitation code is wrong, used, withdrawn or expired; never which.
  public static let invitationInvalid = make(
    "company.invitation_invalid", .invalid, "邀请码无效、已使用或已过期。请核对，或请企业负责人重新邀请。",
    "The invitation code is wrong, used or expired. Check it, or ask the owner for another.")

  /// There is no such invitation.
  public static let invitationUnknown = make(
    "company.invitation_unknown", .notFound, "没有这个邀请，或已使用、已过期。", "There is no such invitation, or it was used or has expired.")

  /// Too many invitations are open.
  public static func tooManyInvitations(_ most: Int) -> Refusal {
    make(
      "company.too_many_invitations", .limited, "未使用的邀请最多 \(most) 个。请先撤回不用的邀请。",
      "There can be \(most) open invitations. Withdraw one that isn't needed.")
  }

  /// The account belongs to a team already, or is an officer's.
  public static let alreadyMember = make(
    "company.already_member", .conflict, "该账号已属于一家企业，或不是企业账号，不能加入。",
    "This account belongs to an enterprise already, or is an officer's, and can't join.")

  /// The account is not in the team.
  public static let notMember = make("company.not_member", .notFound, "该账号不是本企业成员。", "This account is not in the enterprise's team.")

  /// A team keeps an owner.
  public static let lastOwner = make(
    "company.last_owner", .conflict, "企业至少要有一名负责人。请先指定另一名负责人。", "A team keeps at least one owner. Name another one first.")

  /// The stored facts were changed by somebody else meanwhile.
  public static let profileChanged = make(
    "company.profile_changed", .conflict, "企业资料刚被同事修改，本次没有保存。请刷新后重试。",
    "A colleague has just changed the enterprise's data; nothing was saved. Load them again and repeat.")
}
