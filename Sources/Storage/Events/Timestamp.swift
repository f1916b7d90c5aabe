import Foundation
import Values

/// Times as the log writes them: RFC 3339 in UTC with milliseconds, so that their order is the order of the texts.
enum Timestamp {
  /// Whether a text has exactly the shape 2025-11-21T03:04:05.678Z and figures a clock can show.
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let shape = Array("0000-00-00T00:00:00.000Z".utf8)
    guard bytes.count == shape.count else { return false }
    for (byte, wanted) in zip(bytes, shape) {
      let isRight = wanted == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == wanted
      if !isRight { return false }
    }
    func figure(_ place: Int) -> Int { Int(bytes[place] - 48) * 10 + Int(bytes[place + 1] - 48) }
    return (1...12).contains(figure(5)) && (1...31).contains(figure(8)) && figure(11) < 24 && figure(14) < 60 && figure(17) < 60
  }

  /// This moment.
  static func now() -> String {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    let (days, second) = moment.tv_sec.quotientAndRemainder(dividingBy: 86_400)
    guard let date = CivilDate(daysSinceEpoch: days) else { preconditionFailure("the clock shows a year after 9999") }
    func figures(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let time = [second / 3600, second / 60 % 60, second % 60].map { figures($0, 2) }.joined(separator: ":")
    return "\(date)T\(time).\(figures(moment.tv_nsec / 1_000_000, 3))Z"
  }
}
