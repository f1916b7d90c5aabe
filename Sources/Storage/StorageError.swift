public import Values

/// Why the database didn't do something. It names no stored value, so that it can be logged.
public enum StorageError: Error, Sendable, Hashable {
  /// Somebody else wrote to the stream since it was read.
  case conflict(stream: String)
  /// A rule of the tables was broken: a duplicate key, a missing parent, a null, a check. `engineCode` is the SQLSTATE or the extended
  /// code of SQLite, `rule` the name of the constraint or its columns, where the engine gives it.
  case constraint(engineCode: String, rule: String)
  /// Another process held the database for too long.
  case busy
  /// The database couldn't be reached or opened; `place` says which, without user and password.
  case unavailable(place: String)
  /// The connection broke before the commit was answered: the change may or may not have been kept.
  case outcomeUnknown
  /// The change was undone because the commit that it shared failed.
  case commitFailed(engineCode: String)
  /// The disk is full or refuses to be written.
  case disk(engineCode: String)
  /// The file isn't a database, or is damaged.
  case damaged(engineCode: String)
  /// Any other error of a statement; `what` are words of the engine about the statement.
  case statement(engineCode: String, what: String)
  /// A text contains U+0000 and can't be stored.
  case textNotStorable
  /// The database was closed.
  case closed
  /// The setting names no database.
  case badSetting
  /// The database was written by a newer program, which made this migration.
  case newerDatabase(migration: String)
  /// A migration was applied with other statements than the program has now.
  case migrationChanged(migration: String)
  /// The projections don't stand at the event before: they are being rebuilt, or an event was appended without them.
  case projectionBehind(name: String)

  /// A stable name of the error.
  public var code: String {
    switch self {
    case .conflict: "storage.conflict"
    case .constraint: "storage.constraint"
    case .busy: "storage.busy"
    case .unavailable: "storage.unavailable"
    case .outcomeUnknown: "storage.outcome_unknown"
    case .commitFailed: "storage.commit_failed"
    case .disk: "storage.disk"
    case .damaged: "storage.damaged"
    case .statement: "storage.statement"
    case .textNotStorable: "storage.text_not_storable"
    case .closed: "storage.closed"
    case .badSetting: "storage.bad_setting"
    case .newerDatabase: "storage.newer_database"
    case .migrationChanged: "storage.migration_changed"
    case .projectionBehind: "storage.projection_behind"
    }
  }

  /// The code the engine gave (SQLSTATE, or SQLite's extended code), where there is one.
  public var engineCode: String? {
    switch self {
    case .constraint(let code, _), .commitFailed(let code), .disk(let code), .damaged(let code), .statement(let code, _): code
    default: nil
    }
  }

  /// What happened and what to do, for people.
  public var message: Bilingual {
    switch self {
    case .conflict:
      Bilingual(
        zh: "这条记录刚被他人更新，本次操作没有保存。请刷新后重新操作。",
        en: "Somebody has just changed this record; nothing was saved. Load it again and repeat the step.")
    case .constraint(_, let rule):
      Bilingual(
        zh: "数据不符合数据库约束（\(rule)），没有保存。请检查内容后重试。",
        en: "The data break a rule of the database (\(rule)); nothing was saved. Check them and try again.")
    case .busy:
      Bilingual(zh: "数据库正忙，没有保存。请稍后重试。", en: "The database is busy; nothing was saved. Try again in a moment.")
    case .unavailable(let place):
      Bilingual(
        zh: "无法打开或连接数据库（\(place)），没有保存。请检查数据库设置和服务是否正常。",
        en: "The database can't be opened or reached (\(place)); nothing was saved. Check the setting, and that the server runs.")
    case .outcomeUnknown:
      Bilingual(
        zh: "提交时与数据库的连接中断，无法确认是否已保存。请先查询结果，再决定是否重新提交。",
        en: "The connection broke during the commit, so it isn't known whether the change was saved. Look before you repeat it.")
    case .commitFailed:
      Bilingual(zh: "数据库未能完成提交，本次操作没有保存。请重试。", en: "The database couldn't commit; nothing was saved. Try again.")
    case .disk:
      Bilingual(
        zh: "磁盘已满或无法写入，没有保存。请联系管理员清理磁盘空间。",
        en: "The disk is full or can't be written; nothing was saved. Ask the administrator to make room.")
    case .damaged:
      Bilingual(
        zh: "数据库文件已损坏，或不是本系统的数据库。请从备份恢复。",
        en: "The file is damaged or isn't a database of this program. Restore it from a backup.")
    case .statement(let code, let what):
      Bilingual(zh: "数据库语句出错（\(code)：\(what)）。请联系管理员。", en: "A statement failed (\(code): \(what)). Tell the administrator.")
    case .textNotStorable:
      Bilingual(
        zh: "文字中含有无法保存的空字符（U+0000），没有保存。请删除后重试。",
        en: "A text contains the null character U+0000, which can't be stored; nothing was saved. Remove it and try again.")
    case .closed:
      Bilingual(zh: "数据库已关闭，服务正在停止。请稍后重试。", en: "The database is closed because the service is stopping. Try again later.")
    case .badSetting:
      Bilingual(
        zh: "数据库设置无法识别。请填写文件路径，或 postgresql://用户:密码@主机:端口/数据库。",
        en: "The database setting can't be read. Give the path of a file, or postgresql://user:password@host:port/database.")
    case .newerDatabase(let migration):
      Bilingual(
        zh: "数据库由较新的程序建立（\(migration)），当前程序不能使用。请升级程序。",
        en: "The database was made by a newer program (\(migration)), which this one can't use. Upgrade the program.")
    case .migrationChanged(let migration):
      Bilingual(
        zh: "数据库结构变更 \(migration) 的内容与程序不一致，拒绝使用。请核对程序版本。",
        en: "Migration \(migration) was applied with other statements than this program has. Check the version of the program.")
    case .projectionBehind(let name):
      Bilingual(
        zh: "查询数据 \(name) 正在重建，没有保存。请稍后重试；如持续出现，请重建查询数据。",
        en: "The projection \(name) is being rebuilt; nothing was saved. Try again in a moment, and rebuild it if this goes on.")
    }
  }
}

extension StorageError: CustomStringConvertible {
  /// The code and the English sentence.
  public var description: String { "\(code): \(message.en)" }
}
