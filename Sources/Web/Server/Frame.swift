import Foundation
import HTTPTypes
import Logging
import Values

/// Everything that answers requests, made once at start.
struct Frame: Sendable {
  let site: Site
  let settings: WebSettings
  let table: RouteTable
  /// Who may go where the navigation and the footer lead, as their routes say.
  let navigation: [String: Access]
  let words: Words
  let templates: Templates
  let assets: Assets
  let signer: Signer
  let cookies: Cookies
  let metrics = Metrics()
  let logger: Logger
  let limiters: [Route.Pace: RateLimiter]
  /// Microseconds of a clock that never goes back.
  let now_us: @Sendable () -> Int64

  /// The pace of the kinds of routes. An office of a hundred people, who all sign in at nine, may share one address.
  static let rates: [Route.Pace: RateLimiter.Rate] = [
    .ordinary: RateLimiter.Rate(burst: 600, perMinute: 3000), .careful: RateLimiter.Rate(burst: 120, perMinute: 60),
    .personal: RateLimiter.Rate(burst: 10, perMinute: 10), .files: RateLimiter.Rate(burst: 60, perMinute: 60),
    .uploads: RateLimiter.Rate(burst: 60, perMinute: 60),
  ]
  /// Forms and papers with files that visitors are sending at this moment: each is held in memory until it is found good.
  let openUploads = Gate(limit: 16, perCaller: 4)

  /// Reads all resources and checks them against the routes; throws everything that is wrong.
  init(
    site: Site, settings: WebSettings, signer: Signer, logger: Logger, rates: [Route.Pace: RateLimiter.Rate] = Frame.rates,
    words: Words? = nil, templates: Templates? = nil, now_us: @escaping @Sendable () -> Int64 = Frame.monotonicClock()
  ) throws(StartupError) {
    self.site = site
    self.settings = settings
    self.signer = signer
    self.logger = logger
    self.now_us = now_us
    if let words { self.words = words } else { self.words = try Words(folder: Resources.folder("Words")) }
    if let templates {
      self.templates = templates
    } else {
      self.templates = try Templates(folder: Resources.folder("Templates"), words: self.words)
    }
    assets = try Assets(folder: Resources.folder("Assets"))
    cookies = Cookies(isSecure: settings.isSecure)
    limiters = settings.limitsRates ? rates.mapValues { RateLimiter($0) } : [:]
    let api = site.routes.filter(\.isAPI)
    let document = Array(OpenAPI.document(api, version: site.version).pretty.utf8)
    table = try RouteTable(
      site.routes + FrameRoutes.routes(site: site, settings: settings, assets: assets, metrics: metrics, document: document))
    var navigation: [String: Access] = [:]
    for entry in site.services + site.footer {
      guard case .route(let route, _) = table.match(.get, RouteTable.segments(entry.path) ?? []) else {
        throw StartupError(["the navigation leads to \(entry.path), which is no route"])
      }
      navigation[entry.path] = route.access
    }
    self.navigation = navigation
    let missing = (site.services + site.footer).map(\.key).filter { !self.words.contains($0) }
    if !missing.isEmpty { throw StartupError(missing.map { "the navigation names words that don't exist: \($0)" }) }
  }

  /// A clock that counts from now.
  static func monotonicClock() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
  }
}
