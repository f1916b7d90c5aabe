import Diagnostics
import FEEL

extension Findings {
  /// Reports a name that expressions could not use.
  func checkName(_ key: DataNode, _ source: SourceText) {
    let name = key.text ?? ""
    if case .success(let syntax) = Parser.parse(name), case .name(name) = syntax.kind { return }
    error(.wrongShape, "`\(name)` can't be used as a name", key, source, help: "a name is one word of letters, digits and `_`, and no keyword")
  }
}
