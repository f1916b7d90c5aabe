import Diagnostics
import Values

/// A named formula as it was written: `name: formula`, or `name: {value: formula, label: {zh: …, en: …}}`.
struct DefinitionSource {
  let formula: DataNode
  let label: Bilingual?

  /// The formulas of a `define` block, by name.
  static func read(_ entries: [DataNode.Entry], _ source: SourceText, _ findings: Findings) -> [String: DefinitionSource] {
    var definitions: [String: DefinitionSource] = [:]
    for entry in entries {
      guard entry.value.entries != nil else {
        definitions[entry.name] = DefinitionSource(formula: entry.value, label: nil)
        continue
      }
      var map = MapReader(entry.value, "the definition `\(entry.name)`", source, findings)
      let formula = map.required("value")
      let label = map.optionalBilingual("label")
      map.finish()
      if let formula { definitions[entry.name] = DefinitionSource(formula: formula, label: label) }
    }
    return definitions
  }
}
