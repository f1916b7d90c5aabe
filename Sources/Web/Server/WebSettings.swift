/// How the server is set up.
public struct WebSettings: Sendable {
  /// The host to listen on.
  public var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  public var port = 8080
  /// The address people use, `https://huiqi.example`: cookies are Secure if it is https, and forms may come from there. Nil for the host itself.
  public var publicAddress: String?
  /// Whether a proxy in front writes the client's address into `X-Forwarded-For`. Only its last entry is believed.
  public var isBehindProxy = false
  /// Whether callers are held to a rate; off for measuring.
  public var limitsRates = true
  /// Seconds without a byte after which a connection is closed.
  public var idleTimeout_seconds: Int64 = 60
  /// Seconds without a whole head, a piece of a body or an answer after which a connection is closed, whatever trickles in.
  public var silence_seconds: Int64 = 90
  /// Seconds in which a body may come as slowly as it likes.
  public var bodyGrace_seconds: Int64 = 30
  /// Bytes of a body that must have come for every further second.
  public var bodyRate_bytes: Int64 = 16 << 10
  /// A token that `/metrics` asks for; without it, only this machine may read them.
  public var metricsToken: String?

  /// The settings of a server for this machine alone.
  public init() {}

  /// Whether the public address is https.
  var isSecure: Bool { publicAddress?.hasPrefix("https://") ?? false }
}
