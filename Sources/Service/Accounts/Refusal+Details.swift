import Values

// What can be wrong with single values of the forms of accounts.
extension Refusal.Detail {
  private init(_ pointer: String, _ code: String, _ zh: String, _ en: String) {
    self.init(pointer: pointer, code: code, message: Bilingual(zh: zh, en: en))
  }

  static let loginName = Self(
    "/login_name", "account.login_name", "用户名为 2 至 64 个字母、数字或汉字，中间可用 . _ - @。",
    "A user name has 2 to 64 letters, digits or Chinese characters, with . _ - @ between them.")
  static let personName = Self("/name", "account.name", "请填写姓名，不超过 60 个字。", "Enter the person's name, at most 60 characters.")
  static let office = Self(
    "/office", "account.office", "区级工作人员须填写所属单位，企业人员不填。", "Officers of a district need an office; people of enterprises have none.")
  static let samePassword = Self(
    "/new_password", "password.same", "新密码不能与原密码相同。", "The new password must differ from the present one.")
  static let tokenLabel = Self("/label", "token.label", "请填写令牌名称，不超过 60 个字。", "Name the token, with at most 60 characters.")
  static let tokenScopes = Self(
    "/scopes", "token.scopes", "请至少选择一项本角色可用的权限。", "Choose at least one scope that your role allows.")
  static let companyName = Self("/name", "company.name", "请填写企业名称，不超过 120 个字。", "Enter the name of the enterprise, at most 120 characters.")
  static let district = Self("/district", "company.district", "请选择登记所在地。", "Choose the place of registration.")
  static let profile = Self(
    "/facts", "company.profile", "企业资料格式不正确或过大。", "The enterprise's data are not a JSON object, or are too large.")
  static let invitationLabel = Self(
    "/label", "company.invitation_label", "请填写被邀请人，不超过 60 个字。", "Say who is invited, with at most 60 characters.")

  static let ownerCompany = Self(
    "/company_name", "company.name", "该企业尚未注册，请填写企业名称，不超过 120 个字。",
    "The enterprise isn't registered yet: enter its name, with at most 120 characters.")
  static let ownerReason = Self(
    "/reason", "company.owner_reason", "请填写办理依据，不超过 200 个字。", "Say on what grounds, with at most 200 characters.")

  static func tokenLife(_ most: Int64) -> Self {
    Self("/life_days", "token.life_days", "有效期为 1 至 \(most) 天。", "A token lives 1 to \(most) days.")
  }

  static func creditCode(_ problem: CreditCode.Problem) -> Self {
    Self(pointer: "/credit_code", code: problem.code, message: problem.message)
  }
}
