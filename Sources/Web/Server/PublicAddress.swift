import Foundation

/// The address people use, in the one form in which browsers name an origin: scheme, host and port, without a slash at the end.
enum PublicAddress {
  /// Reads what the operator wrote. Throws what is wrong with it.
  static func read(_ text: String) throws(StartupError) -> String {
    let parts = URLComponents(string: FieldText.trimmed(text))
    guard let parts, let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), let host = parts.host?.lowercased(),
      !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
      parts.path.allSatisfy({ $0 == "/" })
    else {
      throw StartupError(["the public address `\(text)` is not scheme and host alone, such as https://huiqi.example"])
    }
    // Browsers leave a scheme's own port out.
    let port = parts.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
    return scheme + "://" + host + port
  }
}
