public import Values

/// What a check of the whole log found.
public enum ChainVerdict: Sendable, Hashable {
  /// Every hash, place and version is right: so many events were checked, and here the log ends.
  case intact(count: Int64, head: LogHead)
  /// The first place where the log isn't what was written, what is wrong there, and the sentence for people.
  case broken(at: Int64, what: ChainFault, why: Bilingual)
}

/// What can be wrong at a place of the log.
public enum ChainFault: String, Sendable, Hashable, CaseIterable {
  /// An event is missing before this one, or it stands in another's place.
  case gap = "chain.gap"
  /// The event doesn't follow from the one before: something was put in, taken out or exchanged.
  case link = "chain.link"
  /// The content isn't what was hashed.
  case content = "chain.content"
  /// The event isn't the next one of its stream.
  case version = "chain.version"
  /// The recorded end of the log isn't its end: events are missing there, or were added past the log.
  case head = "chain.head"

  func sentence(_ seq: Int64) -> Bilingual {
    switch self {
    case .gap:
      Bilingual(zh: "第 \(seq) 条记录之前缺少记录。", en: "A record is missing before record \(seq).")
    case .link:
      Bilingual(
        zh: "第 \(seq) 条记录与上一条记录不衔接，记录可能被插入、删除或调换。",
        en: "Record \(seq) doesn't follow from the one before it: records were put in, removed or exchanged.")
    case .content:
      Bilingual(zh: "第 \(seq) 条记录的内容与其哈希值不符，内容已被改动。", en: "Record \(seq) doesn't match its hash: its content was changed.")
    case .version:
      Bilingual(zh: "第 \(seq) 条记录在所属办件中的序号不连续。", en: "Record \(seq) isn't the next one of its stream.")
    case .head:
      Bilingual(
        zh: "日志末尾与登记的末尾不一致（第 \(seq) 条），末尾记录可能被删除或添加。",
        en: "The log doesn't end where it is recorded to end (record \(seq)): records were removed or added at the end.")
    }
  }
}
