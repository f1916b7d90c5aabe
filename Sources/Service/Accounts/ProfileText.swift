import Diagnostics
import Policy

/// The facts that enterprises keep, as text.
enum ProfileText {
  static let largest_bytes = 256 * 1024

  /// Whether a text is one JSON object that isn't too large.
  static func isObject(_ text: String) -> Bool {
    guard text.utf8.count <= largest_bytes else { return false }
    // The name decides that it is read as JSON.
    guard case .success(let root) = FileReader.parse(SourceText(name: "profile.json", text: text)) else { return false }
    return root.entries != nil
  }
}
