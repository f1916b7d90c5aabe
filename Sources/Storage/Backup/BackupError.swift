public import Values

/// Why a backup wasn't made or restored. What was there before stays as it was.
public enum BackupError: Error, Sendable, Hashable {
  /// Something stands where the backup should go.
  case targetExists
  /// The folder isn't a backup of this program, or one of a later format.
  case notABackup
  /// A part is missing or isn't what was written.
  case damaged(part: String)
  /// The log names a file that isn't there.
  case fileMissing(sha256: String)
  /// The database to restore into has tables.
  case targetNotEmpty
  /// The event log in the backup doesn't hold together.
  case chainBroken(at: Int64)
  /// The disk refused.
  case disk(errno: Int32)

  /// A stable name of the error.
  public var code: String {
    switch self {
    case .targetExists: "backup.target_exists"
    case .notABackup: "backup.not_a_backup"
    case .damaged: "backup.damaged"
    case .fileMissing: "backup.file_missing"
    case .targetNotEmpty: "backup.target_not_empty"
    case .chainBroken: "backup.chain_broken"
    case .disk: "backup.disk"
    }
  }

  /// What happened and what to do, for people.
  public var message: Bilingual {
    switch self {
    case .targetExists:
      Bilingual(zh: "备份位置已有文件，没有备份。请换一个位置。", en: "Something is already there; no backup was made. Choose another place.")
    case .notABackup:
      Bilingual(
        zh: "这不是本系统的备份，或由较新的程序生成。请检查路径和程序版本。",
        en: "This isn't a backup of this program, or a newer one made it. Check the path and the version.")
    case .damaged(let part):
      Bilingual(zh: "备份的 \(part) 缺失或已损坏。请使用另一份备份。", en: "The part \(part) is missing or damaged. Use another backup.")
    case .fileMissing(let sha256):
      Bilingual(
        zh: "日志中的文件 \(sha256) 缺失，没有完成。请用 audit verify 查明所属办件，从其他备份补回该文件后再试。",
        en:
          "The file \(sha256), which the log names, is missing; it wasn't finished. Find its case with audit verify, bring the file back from another backup, and try again."
      )
    case .targetNotEmpty:
      Bilingual(
        zh: "目标数据库不是空的，没有恢复。请指定一个新的数据库。", en: "The database isn't empty; nothing was restored. Name a new one.")
    case .chainBroken(let seq):
      Bilingual(
        zh: "日志从第 \(seq) 条起不完整，没有恢复。请使用另一份备份，并查明原因。",
        en: "The log doesn't hold together from record \(seq) on; nothing was restored. Use another backup, and find out why.")
    case .disk(let number):
      Bilingual(
        zh: "磁盘无法读写（错误 \(number)），没有完成。请检查磁盘空间和权限。",
        en: "The disk can't be read or written (error \(number)); it wasn't finished. Check its space and the rights.")
    }
  }
}
