import ArgumentParser
import Foundation
import Logging
import Policy
import Service
import Storage
import Values
import Web

/// Where the service keeps its data.
struct DataOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("数据目录 (folder of the data: key, files, SQLite database)", valueName: "folder"))
  var data = "data"
  @Option(
    name: .long,
    help: ArgumentHelp(
      "数据库：SQLite 文件或 postgresql:// 地址 (a SQLite file or the address of a PostgreSQL database; otherwise $HUIQI_DATABASE, or huiqi.sqlite in the data folder)",
      valueName: "database"))
  var database: String?

  /// The services over the data. Whoever gets them closes them.
  func services(
    _ book: PolicyBook, time: any TimeSource = SystemTime(), settings: AccountSettings = AccountSettings(),
    uploads: UploadSettings = UploadSettings()
  ) async throws -> (Services, ServerKeys) {
    try FileManager.default.createDirectory(
      atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let keys = try ServerKeys.load(path: data + "/server.key")
    let files = try FileStore(root: data + "/files")
    let opened = try await openDatabase(setting())
    let services = try await Services.prepare(
      book: book, database: opened, files: files, keys: keys, time: time, settings: settings, uploads: uploads)
    return (services, keys)
  }

  /// Refuses a folder without data, so that a mistyped name makes no empty database that is then found to be in order.
  func requireExisting() throws {
    guard case .sqlite(let path) = try setting(), !FileManager.default.fileExists(atPath: path) else { return }
    throw Refusal(
      code: "data.missing",
      message: Bilingual(zh: "\(path) 不存在。请检查 --data 和 --database。", en: "\(path) doesn't exist. Check --data and --database."),
      status: .notFound)
  }

  /// The database that is meant.
  func setting() throws -> DatabaseSetting {
    try DatabaseSetting(database ?? ProcessInfo.processInfo.environment["HUIQI_DATABASE"] ?? data + "/huiqi.sqlite")
  }
}

/// `huiqi serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动网上办事服务 (serve the pages and the API)",
    discussion: "SIGTERM 或 Ctrl-C 停止：先办完手头的请求 (SIGTERM or Ctrl-C stops it after what is under way)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @OptionGroup var clock: ClockOptions
  @Option(name: .long, help: "监听地址 (address to listen on)") var host = "127.0.0.1"
  @Option(name: .long, help: "端口 (port)") var port = 8080
  @Option(name: .long, help: ArgumentHelp("公开网址 (address people use, such as https://huiqi.example)", valueName: "url"))
  var publicAddress: String?
  @Flag(name: .long, help: "在反向代理之后 (behind a reverse proxy that sets X-Forwarded-For)") var behindProxy = false
  @Flag(
    name: .long, help: "工作人员、审计和管理员须绑定验证器才能办理 (officers, auditors and administrators do nothing before they have a second factor)")
  var requireSecondFactor = false
  @Flag(name: .long, help: "不开放企业自行注册，由管理员开通 (enterprises don't register themselves; an administrator sets them up)")
  var closedRegistration = false
  @Option(
    name: .long, help: ArgumentHelp("每家企业一年内可上传的总量 (what one enterprise may upload within a year, in MB)", valueName: "MB"))
  var uploadQuota = UploadSettings().quota_bytes >> 20
  @Flag(name: .long, help: "不限制请求频率，只用于压力测试 (no rate limits: for load tests only)") var noRateLimits = false

  /// The figures of signing in, as the options say.
  var accountSettings: AccountSettings {
    var settings = AccountSettings()
    if requireSecondFactor { settings.rolesWithSecondFactor = AccountSettings.recommendedRolesWithSecondFactor }
    settings.allowsRegistration = !closedRegistration
    return settings
  }

  /// What enterprises may upload, as the options say.
  var uploadSettings: UploadSettings {
    var settings = UploadSettings()
    settings.quota_bytes = uploadQuota << 20
    return settings
  }

  func validate() throws {
    guard (1...1_000_000).contains(uploadQuota) else {
      throw ValidationError("--upload-quota 应为 1 至 1000000 (MB) (--upload-quota is from 1 to 1000000)")
    }
  }

  func run() async throws {
    let book = try options.book()
    let (services, keys) = try await explained {
      try await data.services(book, time: try clock.source(), settings: accountSettings, uploads: uploadSettings)
    }
    var settings = WebSettings()
    settings.host = host
    settings.port = port
    settings.publicAddress = publicAddress
    settings.isBehindProxy = behindProxy
    settings.limitsRates = !noRateLimits
    let logger = Logger(label: "huiqi", factory: { JSONLog(label: $0) })
    let server = try HuiqiServer(
      services: services, keys: keys, examples: WorkedExamples.load(folder: options.folder(), book: book), settings: settings,
      version: Huiqi.configuration.version, logger: logger)
    try await server.run { port in
      FileHandle.standardError.write(Data("惠企 http://\(host):\(port)\n".utf8))
    }
    await services.close()
  }
}
