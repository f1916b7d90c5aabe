import HTTPTypes
import Values

/// What a page's code answers.
struct Answer: Sendable {
  /// What is sent.
  enum Content: Sendable {
    /// A page.
    case page(Page)
    /// Look there instead (303 See Other): after every form that did something.
    case seeOther(String)
    /// A file.
    case download(Download)
    /// Any text, such as JSON twins of pages.
    case text(String, contentType: String)
    /// Bytes that anybody may ask for again by their tag.
    case bytes([UInt8], contentType: String)
    /// An asset, kept for good under its name.
    case asset(Assets.File)
  }

  /// What is sent.
  let content: Content
  /// Starts a session with this id.
  var startsSession: String?
  /// Ends the session.
  var endsSession = false
  /// A message shown once on the next page, by its key of the words.
  var notice: Notice?

  /// A message of the words, its places filled with other words: nothing that somebody typed goes through the browser.
  struct Notice: Sendable, Equatable {
    let key: String
    /// The key of the words for each place.
    var places: [String: String] = [:]

    /// All keys in one line, as the cookie carries it.
    var text: String { ([key] + places.sorted { $0.key < $1.key }.map { $0.key + ":" + $0.value }).joined(separator: "|") }

    init(key: String, places: [String: String] = [:]) {
      self.key = key
      self.places = places
    }

    /// Reads the line of a cookie; nil for an empty one.
    init?(text: String) {
      let pieces = text.split(separator: "|").map(String.init)
      guard let key = pieces.first else { return nil }
      self.key = key
      for piece in pieces.dropFirst() {
        let parts = piece.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2 { places[parts[0]] = parts[1] }
      }
    }

    /// The message; nil where the words know it no longer.
    func message(_ words: Words, _ language: Language) -> String? {
      guard words.contains(key), places.values.allSatisfy(words.contains) else { return nil }
      return words.text(key, language, places.mapValues { words.text($0, language) })
    }
  }

  /// A page.
  static func page(_ page: Page) -> Answer { Answer(content: .page(page)) }
  /// Look there instead; a path of this service. Traps on anything else.
  static func seeOther(_ path: String) -> Answer {
    precondition(path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\"), "a redirect stays in the service")
    return Answer(content: .seeOther(path))
  }
  /// A file to keep.
  static func download(_ file: Download) -> Answer { Answer(content: .download(file)) }
  /// A text with its type.
  static func text(_ text: String, contentType: String) -> Answer { Answer(content: .text(text, contentType: contentType)) }

  static func asset(_ file: Assets.File) -> Answer { Answer(content: .asset(file)) }

  /// The same, starting a session. The frame signs the id and puts it in a cookie.
  func startingSession(_ id: String) -> Answer {
    var copy = self
    copy.startsSession = id
    return copy
  }

  /// The same, ending the session in the browser; the caller has ended it in its store.
  func endingSession() -> Answer {
    var copy = self
    copy.endsSession = true
    return copy
  }

  /// The same, with a message on the page that comes next.
  ///
  /// - Parameter places: the key of the words for each place of the message.
  func noticing(_ key: String, _ places: [String: String] = [:]) -> Answer {
    var copy = self
    copy.notice = Notice(key: key, places: places)
    return copy
  }
}

/// A file that is sent.
struct Download: Sendable {
  /// The bytes.
  let bytes: [UInt8]
  /// Its type, `application/pdf`.
  let contentType: String
  /// The name it is kept under; Chinese is fine.
  let fileName: String
  /// Whether the browser may show it instead of keeping it.
  let isShown: Bool
  /// Whether somebody sent it in: it is then shown where it may load and run nothing.
  let isForeign: Bool

  /// A file to keep.
  init(_ bytes: [UInt8], contentType: String, fileName: String, isShown: Bool = false, isForeign: Bool = false) {
    self.bytes = bytes
    self.contentType = contentType
    self.fileName = fileName
    self.isShown = isShown
    self.isForeign = isForeign
  }
}
