import Crypto
import HTTPTypes
import Values

/// The addresses that the frame answers itself.
enum FrameRoutes {
  static let plainText = "text/plain; charset=utf-8"

  /// Health, metrics, assets and the document of the API.
  static func routes(site: Site, settings: WebSettings, assets: Assets, metrics: Metrics, document: [UInt8]) -> [Route] {
    [
      .page("/healthz", access: .anyone, summary: Bilingual(zh: "存活检查", en: "Whether it runs")) { _ in .text("ok\n", contentType: plainText)
      },
      .page("/readyz", access: .anyone, summary: Bilingual(zh: "就绪检查", en: "Whether it can serve")) { _ in
        let unready = await site.unready()
        guard unready.isEmpty else {
          throw Failure(
            status: .serviceUnavailable, code: "not_ready", title: Bilingual(zh: "暂未就绪", en: "Not ready"),
            detail: Bilingual(zh: "系统正在准备，请稍后再试。", en: "The service is getting ready. Try again in a moment."), retryAfter_seconds: 5)
        }
        return .text("ready\n", contentType: plainText)
      },
      .page("/metrics", access: .anyone, summary: Bilingual(zh: "运行指标", en: "Metrics")) { request in
        guard mayReadMetrics(request, settings) else { throw Failure.notFound }
        return .text(metrics.text(gauges: await site.gauges()), contentType: "text/plain; version=0.0.4; charset=utf-8")
      },
      .page("/assets/{name}", access: .anyone, summary: Bilingual(zh: "样式与图标", en: "Styles and icons")) { request in
        guard let file = assets.file(request["name"]) else { throw Failure.notFound }
        return .asset(file)
      },
      .page("/api/v1/openapi.json", access: .anyone, summary: Bilingual(zh: "接口说明", en: "The API's document")) { _ in
        Answer(content: .bytes(document, contentType: "application/json"))
      },
    ]
  }

  /// With a token whoever has it; without one this machine alone, and not through a proxy.
  private static func mayReadMetrics(_ request: WebRequest, _ settings: WebSettings) -> Bool {
    if let token = settings.metricsToken {
      // Comparing digests takes the same time wherever the texts differ.
      let given = Array((request.headers[.authorization] ?? "").utf8)
      return SHA256.hash(data: given) == SHA256.hash(data: Array("Bearer \(token)".utf8))
    }
    return ["127.0.0.1", "::1", ""].contains(request.remoteAddress) && request.headers[WebHeader.forwardedFor] == nil
  }
}

/// Names of headers that the HTTP library doesn't know.
enum WebHeader {
  static let requestID = name("X-Request-Id")
  static let forwardedFor = name("X-Forwarded-For")
  static let fetchSite = name("Sec-Fetch-Site")
  static let idempotencyKey = name("Idempotency-Key")
  static let policy = name("Content-Security-Policy")
  static let contentTypeOptions = name("X-Content-Type-Options")
  static let referrerPolicy = name("Referrer-Policy")
  static let openerPolicy = name("Cross-Origin-Opener-Policy")
  static let resourcePolicy = name("Cross-Origin-Resource-Policy")
  static let permissionsPolicy = name("Permissions-Policy")
  static let frameOptions = name("X-Frame-Options")
  static let strictTransport = name("Strict-Transport-Security")

  private static func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("`\(text)` is no name of a header") }
    return name
  }
}
