import Values

@testable import Policy

extension FactInfo {
  /// A fact that no package has.
  static func sample(choices: [(id: String, zh: String, en: String)], unit: String?) -> FactInfo {
    FactInfo(
      name: "sample", entity: "sample", label: Bilingual(zh: "样例", en: "Sample"), help: nil, question: nil, unit: unit.flatMap { Unit($0) },
      choices: choices.map { Choice(id: $0.id, label: Bilingual(zh: $0.zh, en: $0.en)) })
  }
}
