import Service
import Values

/// Where a list goes on: opaque to clients, signed, and good for the list it was made for only.
enum Cursor {
  /// A cursor for a list, such as `cases?state=open`, at a place, such as the id of its last row.
  static func make(_ place: String, list: String, _ signer: Signer) -> String {
    let text = Base64URL.encode(Array(place.utf8))
    return text + "." + signer.mac(list + "\n" + text, .cursor)
  }

  /// The place, or a refusal: cursors aren't made by hand.
  static func read(_ cursor: String, list: String, _ signer: Signer) throws(Failure) -> String {
    let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, signer.isMAC(parts[1], of: list + "\n" + parts[0], .cursor), let bytes = Base64URL.decode(parts[0]),
      let place = String(validating: bytes, as: UTF8.self)
    else {
      throw Failure(
        status: .badRequest, code: "cursor.invalid", title: Bilingual(zh: "翻页位置无效", en: "The cursor is not valid"),
        detail: Bilingual(
          zh: "翻页位置无效或属于另一个列表。请从第一页重新开始。", en: "The cursor is damaged or belongs to another list. Begin with the first page."))
    }
    return place
  }
}
