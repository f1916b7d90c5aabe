import Diagnostics

@testable import Policy

/// The YAML and JSON readers, and what holds of every result of theirs.
enum Reading {
  /// The data in a text, or nil where it is refused as it should be.
  static func read(_ text: String, name: String) -> DataFile? {
    let source = SourceText(name: name, text: text)
    switch FileReader.parse(source) {
    case .failure(let diagnostic):
      hold([diagnostic], source)
      return nil
    case .success(let root):
      hold(root, source)
      return DataFile(source: source, root: root)
    }
  }

  /// Something is said, about a place in the source, and it can be shown.
  static func hold(_ diagnostics: [Diagnostic], _ source: SourceText) {
    if !diagnostics.hasErrors { fatalError("refused without a reason: \(source.text)") }
    for diagnostic in diagnostics {
      if diagnostic.text().isEmpty { fatalError("a problem without words") }
      for place in [diagnostic.place].compactMap({ $0 }) + diagnostic.notes.compactMap(\.place) where place.file == source.name {
        // A carriage return belongs to the line, but isn't shown.
        if place.line < 1 || place.line > source.lineCount || place.column < 1 || place.column > place.text.count + 2 {
          fatalError("\(diagnostic.message): \(place) is outside \(source.text)")
        }
      }
    }
  }

  /// Every node lies within the text; a plain word on one line stands there as it is, and so does each place in it.
  private static func hold(_ node: DataNode, _ source: SourceText) {
    let range = node.range(in: source)
    if range.upperBound > source.text.utf8.count { fatalError("\(node) is outside \(source.text)") }
    switch node.content {
    case .list(let items): for item in items { hold(item, source) }
    case .map(let entries):
      for entry in entries {
        hold(entry.key, source)
        hold(entry.value, source)
      }
    case .scalar(let text, let isQuoted):
      let excerpt = node.excerpt(in: source)
      _ = excerpt.diagnostic(for: Problem(.wrongShape, "here", at: 0..<text.utf8.count)).text()
      let written = String(decoding: source.text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
      if isQuoted || written.contains(where: \.isNewline) { return }
      if !written.utf8.elementsEqual(text.utf8) { fatalError("\(text) is not at \(range) of \(source.text)") }
      if excerpt.sourceOffset(of: text.utf8.count) != range.upperBound { fatalError("\(text) doesn't end at \(range.upperBound)") }
    }
  }
}
