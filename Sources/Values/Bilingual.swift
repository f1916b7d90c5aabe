/// A text in Chinese and English.
public struct Bilingual: Hashable, Sendable {
  /// Chinese.
  public let zh: String
  /// English.
  public let en: String

  /// A text in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The text in a language.
  public subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

/// The languages people read.
public enum Language: String, Sendable, CaseIterable {
  /// Chinese; the first.
  case zh
  /// English.
  case en
}
