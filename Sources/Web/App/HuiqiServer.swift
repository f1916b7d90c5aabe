public import Logging
public import Policy
public import Service
import Values

/// The whole service over HTTP: every page and every endpoint over one set of services.
public struct HuiqiServer: Sendable {
  private let frame: Frame
  private let services: Services
  private let dueActs: DueActs

  /// Reads templates and words and checks them against the routes. Throws what is wrong with them, as a text for the operator.
  public init(
    services: Services, keys: ServerKeys, examples: WorkedExamples, settings: WebSettings, version: String, logger: Logger
  ) throws {
    self.services = services
    var settings = settings
    settings.publicAddress = try settings.publicAddress.map(PublicAddress.read)
    let cases = services.cases
    let desk = Desk(
      book: cases.book, cases: cases, accounts: services.accounts,
      content: PublicContent(cases.answerers, examples: examples, today: { cases.time.now().day }),
      publicAddress: settings.publicAddress)
    dueActs = desk.dueActs
    var site = HuiqiSite.site(desk)
    site.version = version
    site.unready = {
      do {
        _ = try await cases.database.read { tx in try tx.query("SELECT 1") }
        return []
      } catch { return ["database"] }
    }
    let signingKey = keys.cookieSigning.withUnsafeBytes { Array($0) }
    frame = try Frame(site: site, settings: settings, signer: Signer(key: signingKey), logger: logger)
  }

  /// Serves until SIGTERM or SIGINT; what is under way is finished first. Meanwhile it does what time does: closes notices, calls drafts to
  /// mind, marks those that were missed, drops what is kept for a time only.
  ///
  /// - Parameter onRunning: told the port once requests are answered.
  public func run(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let cases = services.cases
    let services = services
    let logger = frame.logger
    let dueActs = dueActs
    let clock = Task {
      var lastPurge: ContinuousClock.Instant?
      var nextSweep = ContinuousClock.now + .seconds(3600)
      while !Task.isCancelled {
        do {
          try await dueActs.round(cases, logger)
          if lastPurge.map({ ContinuousClock.now - $0 > .seconds(3600) }) ?? true {
            try await services.purge()
            lastPurge = .now
          }
          if ContinuousClock.now > nextSweep {
            try await cases.sweepFiles()
            nextSweep += .seconds(86_400)
          }
        } catch {
          logger.error("the clock failed", metadata: ["error": "\(type(of: error))"])
        }
        try? await Task.sleep(for: .seconds(30))
      }
    }
    defer { clock.cancel() }
    try await WebServer(frame, onRunning: onRunning).run()
  }
}

/// All routes of the service, and what the head and foot of every page link to.
enum HuiqiSite {
  static func site(_ desk: Desk) -> Site {
    var site = Site(
      routes: PublicRoutes(content: desk.content).routes + PolicyEndpoints(desk.content).routes
        + PeopleRoutes(desk: desk).routes
        + EnterpriseRoutes(desk: desk).routes
        + ReviewRoutes(desk: desk).routes
        + FundRoutes(desk: desk).routes
        + OversightRoutes(desk: desk).routes
        + NoticeRoutes(desk: desk).routes
        + PaperRoutes(desk: desk).routes
        + ExportRoutes(desk: desk).routes
        + CaseAPI(desk: desk).routes)
    site.signInPath = "/sign-in"
    site.identities = ServiceIdentities(accounts: desk.accounts)
    site.services =
      [
        Site.Entry("public.nav_policies", "/policies"), Site.Entry("public.nav_calculator", "/calculator"),
        Site.Entry("notices.title", "/notices"), Site.Entry("notices.statistics", "/statistics"),
        Site.Entry("enterprise.nav_my", "/my"), Site.Entry("fund.title", "/fund"),
        Site.Entry("payments.title", "/payments"), Site.Entry("oversight.title", "/oversight"),
        Site.Entry("oversight.log", "/oversight/log"), Site.Entry("people.nav_admin", "/admin"),
        Site.Entry("people.nav_account", "/account"),
      ] + ReviewRoutes.navigation
    site.footer.append(Site.Entry("notices.verify", "/verify"))
    site.gauges = { desk.dueActs.gauges }
    return site
  }
}
