import Foundation
import Values

/// What is served: the routes, who people are, and what stands around every page.
struct Site: Sendable {
  /// An entry of the navigation or the footer; shown to those whom the route it leads to admits.
  struct Entry: Sendable {
    /// The key of its words.
    let key: String
    let path: String

    init(_ key: String, _ path: String) {
      self.key = key
      self.path = path
    }
  }

  /// The routes, without the frame's own.
  var routes: [Route]
  /// The navigation under the header.
  var services: [Entry] = []
  /// The links of the footer.
  var footer: [Entry] = []
  /// Who people are.
  var identities: any IdentitySource = NoIdentities()
  /// Where people sign in; nil for a service without accounts.
  var signInPath: String?
  /// What isn't ready yet, by name; empty if all is.
  var unready: @Sendable () async -> [String] = { [] }
  /// Figures for the metrics.
  var gauges: @Sendable () async -> [Metrics.Gauge] = { [] }
  /// The version shown in the footer.
  var version = "0"
}

/// The folders of the resources.
enum Resources {
  /// A folder by its name.
  static func folder(_ name: String) -> URL { Bundle.module.bundleURL.appendingPathComponent(name) }
}
