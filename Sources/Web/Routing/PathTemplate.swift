/// A path whose varying segments have names: `/cases/{id}/files/{file}`. Written in the source, so a bad one is our own mistake.
struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A piece between slashes.
  enum Segment: Sendable, Hashable {
    /// Exactly this.
    case fixed(String)
    /// Anything but nothing, under this name.
    case named(String)
  }

  /// As written.
  let text: String
  /// The pieces; none for `/`.
  let segments: [Segment]

  /// Reads a template; traps if it is no path or a name stands twice.
  init(_ text: String) {
    precondition(text.hasPrefix("/") && (text == "/" || !text.hasSuffix("/")), "`\(text)` is not a path")
    self.text = text
    segments = text.split(separator: "/").map { piece in
      piece.hasPrefix("{") && piece.hasSuffix("}") ? .named(String(piece.dropFirst().dropLast())) : .fixed(String(piece))
    }
    precondition(Set(names).count == names.count, "a name stands twice in `\(text)`")
  }

  /// Reads a literal.
  init(stringLiteral value: String) { self.init(value) }

  /// The names of what varies, in order.
  var names: [String] {
    segments.compactMap { segment in
      if case .named(let name) = segment { name } else { nil }
    }
  }

  /// The path for these values, percent-encoded. Traps if one is missing: links are made by our own code.
  func filled(_ values: [String: String]) -> String {
    let pieces = segments.map { segment in
      switch segment {
      case .fixed(let text): return text
      case .named(let name):
        guard let value = values[name] else { preconditionFailure("`\(name)` of \(text) is not given") }
        return PercentCoding.encode(value)
      }
    }
    return "/" + pieces.joined(separator: "/")
  }
}
