import ArgumentParser
import Casework
import Service

/// `huiqi account`
struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "在服务器上建立账户或重置密码 (make accounts and reset passwords, on the server)",
    subcommands: [AccountCreateCommand.self, AccountResetCommand.self, AccountTokenCommand.self])
}

/// `huiqi account create`
struct AccountCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "建立工作人员账户，并给出一次性密码 (make an account of an officer, with a password for the first sign-in)",
    discussion: "例 / Example: huiqi account create admin --name 管理员 --role administrator")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @Argument(help: ArgumentHelp("用户名 (user name)", valueName: "login")) var login: String
  @Option(name: .long, help: "姓名 (name)") var name: String
  @Option(name: .long, help: ArgumentHelp("角色 (role)", valueName: Role.allCases.map(\.rawValue).joined(separator: "|"))) var role: Role
  @Option(name: .long, help: ArgumentHelp("单位编号 (id of the office)", valueName: "office")) var office: String?

  func run() async throws {
    try await data.withAccounts(options) { accounts in
      let made = try await accounts.create(NewAccount(loginName: login, name: name, role: role, office: office), by: .program)
      print(
        options.say(
          "已建立账户 \(made.account.loginName)。首次登录密码：\(made.temporaryPassword ?? "")",
          "Made the account \(made.account.loginName). Password for the first sign-in: \(made.temporaryPassword ?? "")"))
    }
  }
}

/// `huiqi account reset`
struct AccountResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "重置密码，可同时解除验证器 (give a new password for the next sign-in; take the second factor off if need be)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @Argument(help: ArgumentHelp("用户名 (user name)", valueName: "login")) var login: String
  @Flag(name: .long, help: "同时解除验证器 (take the second factor off too)") var secondFactor = false

  func run() async throws {
    try await data.withAccounts(options) { accounts in
      guard let account = try await accounts.account(loginName: login) else { throw Refusal.accountUnknown }
      let password = try await accounts.resetPassword(account.id, by: .program)
      if secondFactor, account.hasSecondFactor { try await accounts.resetSecondFactor(account.id, by: .program) }
      print(options.say("下次登录密码：\(password)", "Password for the next sign-in: \(password)"))
    }
  }
}

/// `huiqi account token`
struct AccountTokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "为程序签发接口令牌，只显示这一次 (make an API token for a program; it is shown this once)",
    discussion: "例 / Example: huiqi account token lights --label erp --scope cases:read --scope cases:write")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @Argument(help: ArgumentHelp("用户名 (user name)", valueName: "login")) var login: String
  @Option(name: .long, help: "用途 (what it is for)") var label: String
  @Option(name: .long, help: ArgumentHelp("权限，可重复；不写则为该角色的全部权限 (scope, may be repeated; otherwise all of the role)", valueName: "scope"))
  var scope: [Scope] = []
  @Option(name: .long, help: ArgumentHelp("有效天数 (days it lasts)", valueName: "days")) var days: Int64 = 90

  func run() async throws {
    try await data.withAccounts(options) { accounts in
      guard let account = try await accounts.account(loginName: login) else { throw Refusal.accountUnknown }
      let scopes = scope.isEmpty ? Scope.allowed(for: account.role) : Set(scope)
      print(try await accounts.createToken(account: account.id, label: label, scopes: scopes, life_days: days, by: .program).secret)
    }
  }
}

extension Scope: ExpressibleByArgument {}

extension DataOptions {
  /// Runs a body with the accounts and closes them.
  func withAccounts(_ options: BookOptions, _ body: (Accounts) async throws -> Void) async throws {
    let book = try options.book()
    try await explained {
      let (services, _) = try await self.services(book)
      do { try await body(services.accounts) } catch {
        await services.close()
        throw error
      }
      await services.close()
    }
  }
}

extension Role: ExpressibleByArgument {}
