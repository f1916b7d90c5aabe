import Foundation
public import Logging
import Policy
import Synchronization

/// Writes one line of JSON for each message to standard error.
public struct JSONLog: LogHandler {
  /// What every message carries.
  public var metadata = Logger.Metadata()
  /// What is written.
  public var logLevel = Logger.Level.info
  private let write: @Sendable (String) -> Void

  private static let lock = Mutex(())

  /// A log to standard error.
  public init(label: String) {
    self.init { line in
      Self.lock.withLock { _ in try? FileHandle.standardError.write(contentsOf: Data(line.utf8)) }
    }
  }

  /// A log to somewhere else.
  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// One value of the metadata.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a message. Libraries log here too: their metadata may hold addresses or headers, so only ours is written.
  public func log(event: LogEvent) {
    var entries: [(String, JSONText)] = [
      ("time", .string(Self.time(Date()))), ("level", .string(event.level.rawValue)), ("message", .string(event.message.description)),
    ]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
    where Self.known.contains(key) {
      let text = value.description
      entries.append((key, Int64(text) == nil ? .string(text) : .number(text)))
    }
    write(JSONText.object(entries).compact + "\n")
  }

  private static let known: Set<String> = [
    "method", "route", "status", "duration_us", "request_id", "bytes", "error", "address", "version", "signal", "reason", "due_act",
  ]

  /// A moment in UTC with milliseconds.
  static func time(_ date: Date) -> String { date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
