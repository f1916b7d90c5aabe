/// Names on the tabs of a workbook, as Excel allows them.
enum SheetNames {
  /// The most a name may hold, in UTF-16 units, as Excel counts.
  static let limit = 31

  /// A name for each sheet: forbidden characters in their full-width form, cut where too long, no two alike.
  static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let base = allowed(name)
      var candidate = cut(base, to: limit)
      var number = 2
      while !taken.insert(candidate.lowercased()).inserted {
        let suffix = "（\(number)）"
        candidate = cut(base, to: limit - suffix.utf16.count) + suffix
        number += 1
      }
      return candidate
    }
  }

  private static let forms: [Character: Character] = [
    "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼", "\n": " ", "\t": " ",
  ]

  private static func allowed(_ name: String) -> String {
    var text = String(SheetText.clean(name).map { forms[$0] ?? $0 })
    text.replace("'", with: "’")
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    if text.isEmpty { return "Sheet" }
    // Excel keeps this one for itself.
    return text.lowercased() == "history" ? text + "_" : text
  }

  private static func cut(_ text: String, to limit: Int) -> String {
    var text = text
    while text.utf16.count > limit { text.removeLast() }
    return text
  }
}
