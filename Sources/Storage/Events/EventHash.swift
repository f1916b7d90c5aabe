import Crypto

/// The hash that chains the events.
enum EventHash {
  /// SHA-256 over a prefix that names the format, then every field in a fixed order, texts with their length before them, so that
  /// no two different events give the same bytes.
  static func of(
    previous: [UInt8], seq: Int64, stream: String, version: Int64, type: String, at: String, actor: String, role: String, body: String
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + body.utf8.count)
    bytes.append(contentsOf: "huiqi event 1\n".utf8)
    append(previous, to: &bytes)
    append(seq, to: &bytes)
    append(stream.utf8, to: &bytes)
    append(version, to: &bytes)
    for text in [type, at, actor, role, body] { append(text.utf8, to: &bytes) }
    return Array(SHA256.hash(data: bytes))
  }

  /// The hash that an event of the log must have.
  static func of(_ event: LoggedEvent) -> [UInt8] {
    of(
      previous: event.previousHash, seq: event.seq, stream: event.stream, version: event.version, type: event.type, at: event.at,
      actor: event.actor, role: event.role, body: event.body)
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ field: some Collection<UInt8>, to bytes: inout [UInt8]) {
    append(Int64(field.count), to: &bytes)
    bytes.append(contentsOf: field)
  }
}
