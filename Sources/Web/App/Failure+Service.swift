import HTTPTypes
import Service
import Storage
import Values

extension Failure {
  /// A refusal of the service, as an answer.
  init(_ refusal: Refusal) {
    let status: HTTPResponse.Status =
      switch refusal.status {
      case .notFound: .notFound
      case .forbidden: .forbidden
      case .conflict: .conflict
      case .invalid: .unprocessableContent
      case .limited: .tooManyRequests
      case .unauthenticated: .unauthorized
      }
    self.init(
      status: status, code: refusal.code, title: Bilingual(zh: "未能办理", en: "Not done"), detail: refusal.message,
      fields: refusal.details.map { Field(pointer: $0.pointer ?? "", code: $0.code, detail: $0.message) },
      retryAfter_seconds: refusal.retryAfter_seconds.map(Int.init))
  }

  /// What went wrong, where people can do something about it; nil for what is ours to mend.
  init?(from error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let refusal as Refusal: self.init(refusal)
    case let refusal as FileRefusal:
      self.init(
        status: .unprocessableContent, code: refusal.code, title: Bilingual(zh: "文件未能接收", en: "File not taken"), detail: refusal.message)
    case StorageError.busy, StorageError.projectionBehind:
      self.init(
        status: .serviceUnavailable, code: "storage.busy", title: Bilingual(zh: "系统繁忙", en: "Busy"),
        detail: Bilingual(zh: "系统正忙，请稍后再试；刚才的操作没有生效。", en: "The system is busy; nothing was changed. Try again in a moment."),
        retryAfter_seconds: 5)
    default: return nil
    }
  }
}
