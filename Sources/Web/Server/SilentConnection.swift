import NIOCore

/// Ends a connection on which nothing whole has come or gone for a while: somebody who sends a head a byte at a time is not idle, but would hold
/// the connection for ever.
///
/// It stands behind the decoder, so it sees a head only when all of it is there. While an answer is made or goes out, it waits.
final class SilentConnection: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = Any
  typealias OutboundIn = Any

  private let limit: TimeAmount
  private var last = NIODeadline.now()
  private var watch: Scheduled<Void>?
  /// A request has come and nothing of its answer has gone yet.
  private var isAnswering = false
  private var writes_count = 0

  /// Ends a connection after so many seconds of silence.
  init(limit_seconds: Int64) { limit = .seconds(limit_seconds) }

  func handlerAdded(context: ChannelHandlerContext) {
    last = .now()
    look(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { watch?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    watch?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    last = .now()
    isAnswering = true
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    isAnswering = false
    writes_count += 1
    let promise = promise ?? context.eventLoop.makePromise()
    promise.futureResult.assumeIsolated().whenComplete { [weak self] _ in
      self?.writes_count -= 1
      self?.last = .now()
    }
    context.write(data, promise: promise)
  }

  /// Looks again when the time would be over.
  private func look(_ context: ChannelHandlerContext) {
    let loop = context.eventLoop.assumeIsolated()
    watch = loop.scheduleTask(deadline: last + limit) { [weak self] in
      guard let self else { return }
      if isAnswering || writes_count > 0 { last = .now() }
      if NIODeadline.now() - last >= limit { context.close(promise: nil) } else { look(context) }
    }
  }
}
