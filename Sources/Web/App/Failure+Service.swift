import Foundation
import HTTPTypes
import Paper
import Service
import Sheets
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
    case let error as StorageError: self.init(storage: error)
    case FileStoreError.system(let number) where number == ENOSPC || number == EDQUOT || number == EIO || number == EROFS:
      self = Self.diskFull
    case let error as SheetError: self.init(sheet: error)
    case let error as PaperError:
      guard case .cannotDraw = error else { return nil }
      self.init(
        status: .serviceUnavailable, code: error.code, title: Self.notMade,
        detail: Bilingual(
          zh: "文书未能生成。请稍后再试；如仍不成功，请联系系统管理员。", en: "The paper could not be made. Try again later; if it still fails, tell the administrator."
        ),
        retryAfter_seconds: 30)
    default: return nil
    }
  }
}

extension Failure {
  /// What the database could not do, and whether anything of it may have been kept. Nothing is said of places and codes inside.
  private init?(storage error: StorageError) {
    switch error {
    case .outcomeUnknown:
      self.init(
        status: .serviceUnavailable, code: error.code, title: Bilingual(zh: "结果不明", en: "Outcome not known"),
        detail: Bilingual(
          zh: "提交时连接中断，无法确认是否已经办理。请先查看办理结果：已办理的不必重新提交，未办理的请再提交一次。",
          en: "The connection broke meanwhile, so it may or may not have been done. Look first, and send it again only if it wasn't."))
    case .commitFailed:
      self.init(
        status: .serviceUnavailable, code: error.code, title: Self.busy,
        detail: Bilingual(zh: "系统未能保存，刚才的操作没有生效。请重试。", en: "It could not be kept, and nothing was changed. Try again."),
        retryAfter_seconds: 5)
    case .disk: self = Self.diskFull
    case .unavailable, .closed:
      self.init(
        status: .serviceUnavailable, code: error.code, title: Bilingual(zh: "暂时无法办理", en: "Not available now"),
        detail: Bilingual(
          zh: "系统暂时无法读写数据，刚才的操作没有生效。请稍后再试。", en: "The data can't be reached now, and nothing was changed. Try again later."),
        retryAfter_seconds: 30)
    case .conflict:
      self.init(status: .conflict, code: error.code, title: Bilingual(zh: "内容已更新", en: "It has changed"), detail: error.message)
    default: return nil
    }
  }

  private static let busy = Bilingual(zh: "系统繁忙", en: "Busy")
  private static let notMade = Bilingual(zh: "文件未能生成", en: "File not made")

  private static let diskFull = Failure(
    status: .serviceUnavailable, code: "storage.disk", title: Bilingual(zh: "暂时无法保存", en: "Nothing can be kept now"),
    detail: Bilingual(
      zh: "系统的存储空间不足或无法写入，刚才的操作没有保存。请稍后再试，并告知系统管理员。",
      en: "There is no room or the disk can't be written, and nothing was kept. Try again later, and tell the administrator."),
    retryAfter_seconds: 60)

  /// A list that Excel can't hold is a matter of the list; a workbook that can't be written is ours.
  private init?(sheet error: SheetError) {
    switch error {
    case .badTime: return nil
    case .cannotWrite:
      self.init(
        status: .serviceUnavailable, code: error.code, title: Self.notMade,
        detail: Bilingual(zh: "Excel 文件未能生成。请稍后再试，或改用 CSV 导出。", en: "The Excel file could not be made. Try again later, or export CSV."),
        retryAfter_seconds: 30)
    case .tooManyRows, .tooManyColumns, .textTooLong:
      self.init(
        status: .unprocessableContent, code: error.code, title: Self.notMade, detail: Bilingual(zh: error.zh, en: error.en))
    }
  }
}
