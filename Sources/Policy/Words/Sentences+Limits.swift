import Rules

extension Sentences {
  /// A stated limit: over what, and how much.
  public func limit(_ limit: Measure.StatedLimit) -> String {
    let per =
      language == .zh
      ? limit.per.map { Sentences.counted[$0] ?? "每" + $0 }.joined()
      : "per " + limit.per.map { $0.replacing("_", with: " ") }.joined(separator: " and ")
    switch limit.cap {
    case .claims(let count): return language == .zh ? "\(per)最多 \(count) 次" : "at most \(count) \(per)"
    case .money(let node): return (language == .zh ? "\(per)最多 " : "\(per) at most ") + formula(node)
    }
  }

  /// What limits count over, with the word that Chinese counts it by.
  private static let counted = [
    "enterprise": "每家企业", "person": "每人", "project": "每个项目", "claim": "每次申请", "exhibition": "每个展会", "case": "每个案件", "year": "每年",
    "lifetime": "累计", "level": "每个级别", "stage": "每个阶段", "platform": "每个平台", "fund": "每只基金", "station": "每座站", "site": "每个地块",
  ]
}
