public import Values

/// Why a file wasn't taken. Nothing of it is kept.
public enum FileRefusal: Error, Sendable, Hashable {
  /// It has more bytes than are allowed.
  case tooLarge(limit_bytes: Int64)
  /// Its content is none of the kinds that are accepted here.
  case typeNotAccepted
  /// Its content is of another kind than its name says, or is broken.
  case notWhatItSays
  /// Unpacked it would be far larger than it is, or it has too many parts.
  case zipBomb
  /// It has no content.
  case empty

  /// A stable name of the refusal.
  public var code: String {
    switch self {
    case .tooLarge: "file.too_large"
    case .typeNotAccepted: "file.type_not_accepted"
    case .notWhatItSays: "file.not_what_it_says"
    case .zipBomb: "file.zip_bomb"
    case .empty: "file.empty"
    }
  }

  /// What happened and what to do, for people.
  public var message: Bilingual {
    switch self {
    case .tooLarge(let limit):
      Bilingual(
        zh: "文件超过 \(Self.size(limit)) 的上限，没有保存。请压缩图片或拆分后重新上传。",
        en: "The file is larger than \(Self.size(limit)) and wasn't saved. Make its pictures smaller or split it, then upload it again.")
    case .typeNotAccepted:
      Bilingual(
        zh: "不接受这种文件。请上传 PDF、PNG、JPG、XLSX、DOCX 或 OFD 文件（不含宏）。",
        en: "Files of this kind aren't accepted. Upload PDF, PNG, JPG, XLSX, DOCX or OFD, without macros.")
    case .notWhatItSays:
      Bilingual(
        zh: "文件内容与文件名的类型不符，或者文件已损坏。请用原来的软件打开检查，另存后重新上传。",
        en: "The content doesn't match the file's name, or the file is damaged. Open it in its own program, save it again, then upload it.")
    case .zipBomb:
      Bilingual(
        zh: "文件解压后过大或内含文件过多，没有保存。请删减内容或拆分后重新上传。",
        en: "Unpacked, the file is too large or has too many parts; it wasn't saved. Shorten or split it, then upload it again.")
    case .empty:
      Bilingual(zh: "文件是空的，没有保存。请检查后重新上传。", en: "The file is empty and wasn't saved. Check it, then upload it again.")
    }
  }

  /// A size in the largest unit that gives a whole number: "20 MB" is 20 × 1,048,576 bytes.
  static func size(_ bytes: Int64) -> String {
    let units: [(Int64, String)] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")]
    for (unit, name) in units where bytes >= unit && bytes.isMultiple(of: unit) { return "\(bytes / unit) \(name)" }
    return "\(bytes) B"
  }
}
