import Values

// The refusals of accounts, sessions, tokens and teams. Their codes are a public contract.
extension Refusal {
  private static func make(_ code: String, _ status: Status, _ zh: String, _ en: String, details: [Detail] = []) -> Refusal {
    Refusal(code: code, message: Bilingual(zh: zh, en: en), status: status, details: details)
  }

  // MARK: Signing in

  /// The user name or the password is wrong; never which of the two.
  public static let wrongPasswordOrName = make(
    "account.wrong_password_or_name", .unauthenticated, "用户名或密码不正确。请核对后重新输入。",
    "The user name or the password is wrong. Check both and try again.")

  /// An act that needs the password again, or a code, came without it.
  public static let proofMissing = make(
    "account.proof_missing", .invalid, "请再次确认身份：绑定了验证器的输入验证码，没有绑定的输入登录密码。",
    "Prove who you are: enter the code of your authenticator app, or your password if you have none.",
    details: [
      Detail(
        pointer: "/proof", code: "account.proof_missing",
        message: Bilingual(zh: "请输入验证码或登录密码。", en: "Enter the code, or your password."))
    ])

  /// The password, asked for once more, is wrong.
  public static let proofWrong = make(
    "account.proof_wrong", .invalid, "密码不正确，没有办理。请重新输入。", "The password is wrong and nothing was done. Enter it again.",
    details: [
      Detail(pointer: "/proof", code: "account.proof_wrong", message: Bilingual(zh: "密码不正确。", en: "The password is wrong."))
    ])

  /// Too many failures in a row. The same words whether or not there is such an account.
  public static func locked(seconds: Int64) -> Refusal {
    let wait = waiting(seconds)
    return Refusal(
      code: "account.locked",
      message: Bilingual(
        zh: "连续多次输入错误，登录已暂时锁定。请在\(wait.zh)后重试，或联系管理员。",
        en: "Signing in is locked after several failures in a row. Try again in \(wait.en), or ask an administrator."),
      status: .limited, retryAfter_seconds: seconds)
  }

  /// An act that needs the code of the second factor came without one.
  public static let codeNeeded = make(
    "account.code_needed", .unauthenticated, "请输入验证器应用当前显示的 6 位验证码，或一个恢复码。",
    "Enter the 6-digit code that your authenticator app shows, or a recovery code.")

  /// The code of the second factor is wrong.
  public static let codeWrong = make(
    "account.code_wrong", .unauthenticated, "验证码不正确。请输入验证器应用当前显示的验证码，并检查手机时间是否准确。",
    "The code is wrong. Enter the one that your authenticator app shows now, and check that the phone's clock is right.")

  /// The code is right but was used before.
  public static let codeUsed = make(
    "account.code_used", .unauthenticated, "这个验证码已经用过。请等待下一个验证码后再输入。",
    "This code was used before. Wait for the next one.")

  /// The second step of signing in came too late, or never had a first one.
  public static let codeStepExpired = make(
    "account.code_step_expired", .unauthenticated, "验证等待超时。请重新输入用户名和密码。",
    "The time for the code is over. Enter the user name and the password again.")

  /// The account was closed.
  public static let inactive = make(
    "account.inactive", .forbidden, "该账号已停用。如有疑问，请联系管理员。", "This account is closed. Ask an administrator if that is a mistake.")

  /// Too many sign-ins wait.
  public static let busy = Refusal(
    code: "service.busy", message: Bilingual(zh: "当前登录人数较多。请稍后重试。", en: "Many people are signing in. Try again in a moment."),
    status: .limited, retryAfter_seconds: 5)

  // MARK: Sessions and tokens

  /// There is no such session: nobody is signed in, or the cookie was made up.
  public static let sessionUnknown = make("session.unknown", .unauthenticated, "您尚未登录。请登录后继续。", "You are not signed in. Sign in to go on.")

  /// The session is over.
  public static let sessionExpired = make(
    "session.expired", .unauthenticated, "登录已过期。请重新登录。", "Your session has ended. Sign in again.")

  /// The act needs a fresh proof of identity.
  public static let elevationNeeded = make(
    "session.elevation_needed", .forbidden, "此操作须再次确认身份。请输入密码或验证码后重试。",
    "This needs a fresh proof that it is you. Enter your password or code and repeat it.")

  /// There is no such token, or it is not the caller's.
  public static let tokenUnknown = make(
    "token.unknown", .unauthenticated, "访问令牌无效。请检查是否完整复制。", "The access token is not valid. Check that it was copied as a whole.")

  /// The token's time is over.
  public static let tokenExpired = make(
    "token.expired", .unauthenticated, "访问令牌已过期。请新建一个。", "The access token has expired. Make a new one.")

  /// The token was revoked.
  public static let tokenRevoked = make(
    "token.revoked", .unauthenticated, "访问令牌已撤销。请新建一个。", "The access token was revoked. Make a new one.")

  /// The token doesn't have a scope.
  public static func scopeMissing(_ scope: Scope) -> Refusal {
    make(
      "token.scope_missing", .forbidden, "访问令牌没有“\(scope.label.zh)”（\(scope.rawValue)）权限。",
      "The access token doesn't have the scope \(scope.rawValue) (\(scope.label.en)).")
  }

  /// Too many tokens.
  public static func tooManyTokens(_ most: Int) -> Refusal {
    make(
      "token.too_many", .limited, "有效的访问令牌最多 \(most) 个。请先撤销不用的令牌。",
      "There can be \(most) valid access tokens. Revoke one that isn't used.")
  }

  // MARK: Accounts

  /// Something stands before everything else: a password to change, or a second factor to enrol.
  public static let setupNeeded = make(
    "account.setup_needed", .forbidden, "请先登录网页，按提示修改密码或绑定验证器，然后再办理。",
    "Sign in on the web first, and change the password or enrol a second factor as you are asked to.")

  /// Some of the input is wrong.
  public static func invalid(_ details: [Detail]) -> Refusal {
    make("input.invalid", .invalid, "填写内容有误，请按提示修改。", "Some of the input is wrong; see the details.", details: details)
  }

  /// There is no such account.
  public static let accountUnknown = make("account.unknown", .notFound, "没有这个账号。", "There is no such account.")

  /// Somebody else has the login name.
  public static let loginNameTaken = make(
    "account.login_name_taken", .conflict, "该用户名已被使用。请换一个。", "This user name is taken. Choose another.",
    details: [
      Detail(
        pointer: "/login_name", code: "account.login_name_taken",
        message: Bilingual(zh: "该用户名已被使用。请换一个。", en: "This user name is taken. Choose another."))
    ])

  /// Only administrators may do this.
  public static let notAdministrator = make(
    "account.not_administrator", .forbidden, "只有系统管理员可以管理账号。", "Only administrators manage accounts.")

  /// The account is not in a state that allows this.
  public static let alreadySo = make(
    "account.already_so", .conflict, "账号已是该状态，无需操作。", "The account is in that state already; nothing was done.")

  /// There must always be somebody who can manage accounts.
  public static let lastAdministrator = make(
    "account.last_administrator", .conflict, "这是最后一个可用的系统管理员账号，不能停用或变更。请先增加另一名系统管理员。",
    "This is the last active administrator. Make another one first.")

  /// People of enterprises and officers are different kinds of accounts.
  public static let roleNotChangeable = make(
    "account.role_not_changeable", .conflict, "企业账号与工作人员账号不能互相转换。请新建账号。",
    "An account of an enterprise can't become an officer's, nor the other way. Make a new account.")

  /// There is a second factor already.
  public static let secondFactorPresent = make(
    "account.second_factor_present", .conflict, "已绑定验证器。如需更换，请先解除绑定。",
    "There is a second factor already. Disable it before you enrol another.")

  /// There is no second factor, or none was begun.
  public static let secondFactorAbsent = make(
    "account.second_factor_absent", .conflict, "尚未开始绑定验证器。请从获取密钥开始。", "No second factor was begun. Start by showing the secret.")

  /// The role must have a second factor.
  public static let secondFactorRequired = make(
    "account.second_factor_required", .conflict, "该角色必须使用验证器，不能解除绑定。更换手机请联系管理员。",
    "This role must have a second factor. Ask an administrator if the phone is new.")

  /// So many seconds or minutes or hours, in words. Rounded up: nobody comes too early.
  private static func waiting(_ seconds: Int64) -> Bilingual {
    func counted(_ number: Int64, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
    if seconds < 60 { return Bilingual(zh: " \(max(seconds, 1)) 秒", en: counted(max(seconds, 1), "second")) }
    let minutes = (seconds + 59) / 60
    if minutes < 120 { return Bilingual(zh: " \(minutes) 分钟", en: counted(minutes, "minute")) }
    return Bilingual(zh: " \((minutes + 59) / 60) 小时", en: counted((minutes + 59) / 60, "hour"))
  }
}
