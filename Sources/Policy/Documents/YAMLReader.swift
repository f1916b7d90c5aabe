import CLibYAML
import Diagnostics

/// Reads the part of YAML that policies are written in: one document of maps, lists and scalars.
///
/// Anchors, aliases, tags, several documents, duplicate keys and line breaks that can't be seen are refused: each lets a reader see something else than what stands there.
struct YAMLReader {
  /// Nesting that no honest file reaches.
  static let depthLimit = 100

  private let source: SourceText
  private var problem: Diagnostic?

  private init(source: SourceText) { self.source = source }

  /// The data in a text, or what is wrong with it.
  static func read(_ source: SourceText) -> Result<DataNode, Diagnostic> {
    var reader = YAMLReader(source: source)
    if let root = reader.parse() { return .success(root) }
    return .failure(reader.problem ?? Diagnostic(.malformedYAML, "the file holds no data", in: source, at: 0..<0))
  }

  /// A list or map that is still open.
  private struct Open {
    let isMap: Bool
    let start: Mark
    var items: [DataNode] = []
    var entries: [DataNode.Entry] = []
    var key: DataNode?
    var names = Set<String>()
  }

  private mutating func parse() -> DataNode? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return nil }
    defer { yaml_parser_delete(&parser) }
    var text = source.text
    return text.withUTF8 { bytes in
      if let (place, name) = YAMLReader.hiddenBreak(bytes) {
        fail(
          Diagnostic(
            .malformedYAML, "YAML ends a line at the character \(name), where people see no line end", in: source, at: place,
            help: "take it out; a line ends with a line feed, or with a carriage return and a line feed"))
        return nil
      }
      // Not left to a guess: a mark of the byte order would then be skipped without being counted.
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      return events(&parser)
    }
  }

  /// The first line break of YAML that is none for a person, and its name. Behind it, lines would be counted otherwise than they are shown.
  private static func hiddenBreak(_ bytes: UnsafeBufferPointer<UInt8>) -> (place: Range<Int>, name: String)? {
    for (offset, byte) in bytes.enumerated() where byte == 0x0D || byte == 0xC2 || byte == 0xE2 {
      switch (byte, bytes.dropFirst(offset + 1).first, bytes.dropFirst(offset + 2).first) {
      case (0x0D, 0x0A, _): continue
      case (0x0D, _, _): return (offset..<offset + 1, "U+000D")
      case (0xC2, 0x85, _): return (offset..<offset + 2, "U+0085")
      case (0xE2, 0x80, 0xA8): return (offset..<offset + 3, "U+2028")
      case (0xE2, 0x80, 0xA9): return (offset..<offset + 3, "U+2029")
      default: continue
      }
    }
    return nil
  }

  private mutating func events(_ parser: inout yaml_parser_t) -> DataNode? {
    var open: [Open] = []
    var root: DataNode?
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else {
        fail(scannerError(&parser))
        return nil
      }
      defer { yaml_event_delete(&event) }
      let start = Mark(line: Int32(event.start_mark.line), column: Int32(event.start_mark.column))
      let end = Mark(line: Int32(event.end_mark.line), column: Int32(event.end_mark.column))
      var finished: DataNode?
      switch event.type {
      case YAML_STREAM_END_EVENT: return root
      case YAML_DOCUMENT_START_EVENT:
        if root != nil {
          refuse(.malformedYAML, "a file holds one YAML document, here a second one begins", start, end)
          return nil
        }
      case YAML_ALIAS_EVENT:
        refuse(.malformedYAML, "aliases (`*name`) are not part of the policy format", start, end, help: "write the value out")
        return nil
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        guard accepts(scalar.anchor, scalar.tag, start, end) else { return nil }
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
        finished = DataNode(content: .scalar(text, isQuoted: isQuoted), start: start, end: end)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        let isMap = event.type == YAML_MAPPING_START_EVENT
        let (anchor, tag) =
          isMap
          ? (event.data.mapping_start.anchor, event.data.mapping_start.tag)
          : (event.data.sequence_start.anchor, event.data.sequence_start.tag)
        guard accepts(anchor, tag, start, end) else { return nil }
        if open.count >= YAMLReader.depthLimit {
          refuse(.nestedTooDeep, "data is nested more than \(YAMLReader.depthLimit) levels deep", start, end)
          return nil
        }
        open.append(Open(isMap: isMap, start: start))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        let done = open.removeLast()
        let content: DataNode.Content = done.isMap ? .map(done.entries) : .list(done.items)
        finished = DataNode(content: content, start: done.start, end: end)
      default: break
      }
      if let finished {
        if open.isEmpty { root = finished } else if !add(finished, to: &open[open.count - 1]) { return nil }
      }
    }
  }

  private mutating func add(_ node: DataNode, to parent: inout Open) -> Bool {
    if !parent.isMap {
      parent.items.append(node)
    } else if let key = parent.key {
      parent.entries.append(DataNode.Entry(key: key, value: node))
      parent.key = nil
    } else {
      guard let name = node.text else {
        refuse(.malformedYAML, "a key is a single word", node.start, node.end)
        return false
      }
      guard parent.names.insert(name).inserted else {
        refuse(.duplicateKey, "the key `\(name)` stands twice", node.start, node.end, help: "keep one of them")
        return false
      }
      parent.key = node
    }
    return true
  }

  private mutating func accepts(
    _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?, _ start: Mark, _ end: Mark
  ) -> Bool {
    guard anchor == nil, tag == nil else {
      refuse(.malformedYAML, "anchors (`&name`) and tags (`!name`) are not part of the policy format", start, end)
      return false
    }
    return true
  }

  private mutating func refuse(_ id: DiagnosticID, _ message: String, _ start: Mark, _ end: Mark, help: String? = nil) {
    let node = DataNode(content: .list([]), start: start, end: end)
    fail(Diagnostic(id, message, in: source, at: node.range(in: source), help: help))
  }

  private mutating func fail(_ diagnostic: Diagnostic) { problem = diagnostic }

  private func scannerError(_ parser: inout yaml_parser_t) -> Diagnostic {
    let problem = parser.problem.map { String(cString: $0) } ?? "unreadable"
    if problem.contains("nesting") || problem.contains("depth") {
      let offset = source.offset(line: Int(parser.context_mark.line) + 1, scalarColumn: Int(parser.context_mark.column) + 1)
      return Diagnostic(.nestedTooDeep, "data is nested more than \(YAMLReader.depthLimit) levels deep", in: source, at: offset..<offset)
    }
    let isReader = parser.error == YAML_READER_ERROR
    let offset =
      isReader
      ? Int(parser.problem_offset)
      : source.offset(line: Int(parser.problem_mark.line) + 1, scalarColumn: Int(parser.problem_mark.column) + 1)
    let diagnostic = Diagnostic(
      .malformedYAML, "this is not YAML: \(problem)", in: source, at: offset..<offset,
      help: isReader ? nil : "indent with spaces; quote a text that holds `: ` or ` #`, or begins with a quote, a bracket, `@`, `*` or `&`")
    guard let context = parser.context.map({ String(cString: $0) }) else { return diagnostic }
    let start = source.offset(line: Int(parser.context_mark.line) + 1, scalarColumn: Int(parser.context_mark.column) + 1)
    return start == offset ? diagnostic : diagnostic.noting("\(context) that begins here", in: source, at: start..<start)
  }
}
