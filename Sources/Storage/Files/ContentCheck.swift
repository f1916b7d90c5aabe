/// What a file's content is, judged by the content alone.
struct ContentCheck {
  let file: FileDescriptor
  let size_bytes: Int64

  /// The kind, if it is accepted and agrees with the name it came with. Throws `FileRefusal`.
  func kind(accepting: Set<FileKind>, named: String?) throws -> FileKind {
    let kind = try recognised()
    if let named {
      // A name without an ending we know claims nothing that could be kept.
      guard let claimed = FileKind(fileName: named) else { throw FileRefusal.typeNotAccepted }
      guard claimed == kind else { throw kind == nil || accepting.contains(claimed) ? FileRefusal.notWhatItSays : .typeNotAccepted }
    }
    guard let kind, accepting.contains(kind) else { throw FileRefusal.typeNotAccepted }
    return kind
  }

  private func recognised() throws -> FileKind? {
    let start = try file.read(at: 0, count: 16)
    if start.starts(with: "%PDF-".utf8) { return try isWholePDF() ? .pdf : nil }
    if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      return start.suffix(4).elementsEqual("IHDR".utf8) ? .png : nil
    }
    if start.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try ZipDirectory(file: file, size_bytes: size_bytes)?.kind() }
    return nil
  }

  /// A PDF that was cut off lacks its end mark.
  private func isWholePDF() throws -> Bool {
    let tail = try file.read(at: max(0, size_bytes - 2_048), count: 2_048)
    return tail.contains("%%EOF".utf8)
  }
}
