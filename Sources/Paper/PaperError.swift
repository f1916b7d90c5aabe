/// Why a paper could not be made.
public enum PaperError: Error, Hashable, Sendable {
  /// The time of making isn't RFC 3339; the text that was given.
  case badTime(String)
  /// The drawing library stopped; its own name for the reason.
  case cannotDraw(String)

  /// A stable name for logs and interfaces.
  public var code: String {
    switch self {
    case .badTime: "paper.bad_time"
    case .cannotDraw: "paper.cannot_draw"
    }
  }

  /// What happened and what to do, in Chinese.
  public var zh: String {
    switch self {
    case .badTime(let text): "文书的生成时间“\(text)”格式不对，应形如 2026-03-05T09:30:00+08:00。"
    case .cannotDraw(let reason): "文书未能生成（\(reason)）。请稍后再试；如仍不成功，请联系系统管理员。"
    }
  }

  /// What happened and what to do, in English.
  public var en: String {
    switch self {
    case .badTime(let text): "The time of making “\(text)” is malformed; write it like 2026-03-05T09:30:00+08:00."
    case .cannotDraw(let reason): "The paper could not be made (\(reason)). Try again later; if it still fails, tell the administrator."
    }
  }
}
