import Diagnostics
import FEEL

extension Findings {
  /// Reports a name that expressions could not use.
  func checkName(_ key: DataNode, _ source: SourceText) {
    let name = key.text ?? ""
    if isPlainWord(name) { return }
    if case .success(let syntax) = Parser.parse(name), case .name(name) = syntax.kind { return }
    error(
      .wrongShape, "`\(name)` can't be used as a name", key, source, help: "a name is one word of letters, digits and `_`, and no keyword")
  }

  /// Most names have an underscore, which no keyword has: they need no parser.
  private func isPlainWord(_ name: String) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, (0x61...0x7A).contains(first), bytes.contains(0x5F) else { return false }
    return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}
