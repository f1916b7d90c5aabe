import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The server: listens, answers, and on SIGTERM or SIGINT finishes what runs and takes nothing new.
struct WebServer: Sendable {
  private let frame: Frame
  private let onRunning: @Sendable (Int) async -> Void

  /// A server for a frame; `onRunning` is told the port when it listens.
  init(_ frame: Frame, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) {
    self.frame = frame
    self.onRunning = onRunning
  }

  /// What runs inside a service group, together with other services of the program.
  var service: some Service {
    let settings = frame.settings
    let onRunning = onRunning
    var quiet = frame.logger
    quiet.logLevel = .warning
    return Application(
      responder: FrameResponder(frame: frame),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [SilentConnection(limit_seconds: settings.silence_seconds)],
          idleTimeout: .seconds(settings.idleTimeout_seconds),
          httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) }, logger: quiet)
  }

  /// Runs until it is told to stop.
  func run() async throws {
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: service)], gracefulShutdownSignals: [.sigterm, .sigint], logger: frame.logger))
    try await group.run()
  }
}
