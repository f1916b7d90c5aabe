import Hummingbird
import NIOCore
import Values

/// Reads a body once, never more of it than its limit.
final class BodyReader: @unchecked Sendable {
  // Used by one request's task alone, one call after the other.
  private var iterator: RequestBody.AsyncIterator?
  private let body: RequestBody
  private var read_bytes = 0
  private let limit_bytes: Int
  private let deadline: Scheduled<Void>?
  private let grace_seconds: Int64
  private let rate_bytes: Int64
  private let now_us: @Sendable () -> Int64
  private let start_us: Int64
  /// Whether the body has been read to its end, so that the connection can go on.
  private(set) var isFinished: Bool

  /// A reader of a request's body. `declared` is its length where the client says it, nil where it doesn't. After the grace it has to come
  /// at the rate: a large file over a thin line is taken, who sends a byte a minute doesn't hold a connection for a day.
  init(
    _ body: RequestBody, declared_bytes: Int?, limit_bytes: Int, channel: (any Channel)?, grace_seconds: Int64, rate_bytes: Int64,
    now_us: @escaping @Sendable () -> Int64
  ) {
    self.body = body
    self.limit_bytes = limit_bytes
    self.grace_seconds = grace_seconds
    self.rate_bytes = rate_bytes
    self.now_us = now_us
    start_us = now_us()
    isFinished = declared_bytes == 0
    // Who sends nothing at all asks for no bytes to be counted: at this rate the longest body would be here.
    let longest_seconds = grace_seconds + Int64(min(declared_bytes ?? limit_bytes, limit_bytes)) / rate_bytes + 1
    deadline =
      isFinished || limit_bytes == 0
      ? nil : channel.map { channel in channel.eventLoop.scheduleTask(in: .seconds(longest_seconds)) { channel.close(promise: nil) } }
  }

  /// The next bytes; nil at the end. Throws 413 as soon as there are more than the limit, 408 where they come too slowly.
  func next() async throws -> [UInt8]? {
    if isFinished { return nil }
    if iterator == nil { iterator = body.makeAsyncIterator() }
    guard let buffer = try await iterator?.next() else {
      isFinished = true
      deadline?.cancel()
      return nil
    }
    read_bytes += buffer.readableBytes
    guard read_bytes <= limit_bytes else { throw Self.tooLarge(limit_bytes) }
    let late_seconds = (now_us() - start_us) / 1_000_000 - grace_seconds
    if late_seconds > 0, Int64(read_bytes) < late_seconds * rate_bytes { throw Self.tooSlow }
    return Array(buffer.readableBytesView)
  }

  /// The whole body.
  func all() async throws -> [UInt8] {
    var out: [UInt8] = []
    while let bytes = try await next() {
      if out.isEmpty { out = bytes } else { out += bytes }
    }
    return out
  }

  /// Nothing more will be read.
  func close() { deadline?.cancel() }

  /// The refusal of a body that comes too slowly.
  static let tooSlow = Failure(
    status: .requestTimeout, code: "body.too_slow", title: Bilingual(zh: "传送太慢", en: "Too slow"),
    detail: Bilingual(
      zh: "网络太慢，内容未能在规定时间内传完，没有保存。请换用较快的网络，或缩小文件后重试。",
      en: "The connection is too slow: what you sent did not arrive in time and was not kept. Use a faster one, or send a smaller file."))

  /// The refusal of a body that is too large.
  static func tooLarge(_ limit_bytes: Int) -> Failure {
    guard limit_bytes > 0 else {
      return Failure(
        status: .contentTooLarge, code: "body.too_large", title: Bilingual(zh: "不需要内容", en: "No body is wanted"),
        detail: Bilingual(zh: "此操作不接收提交内容，没有办理。请去掉请求正文后重试。", en: "This takes no body, and nothing was done. Send it again without one."))
    }
    let size = limit_bytes >= 1 << 20 ? "\(limit_bytes >> 20) MB" : "\(limit_bytes >> 10) KB"
    return Failure(
      status: .contentTooLarge, code: "body.too_large", title: Bilingual(zh: "内容过大", en: "Too large"),
      detail: Bilingual(
        zh: "提交的内容超过 \(size)，没有保存。请缩小文件或分次提交。",
        en: "What you sent is larger than \(size) and was not kept. Send a smaller file, or several."))
  }
}
