/// The kinds of paper that can be handed in.
public enum FileKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// Portable Document Format.
  case pdf
  /// Portable Network Graphics.
  case png
  /// A photograph.
  case jpeg
  /// An Excel workbook without macros.
  case xlsx
  /// A Word document without macros.
  case docx
  /// The Chinese format of fixed layout, GB/T 33190: electronic invoices and official papers.
  case ofd

  /// The media type it is served with.
  public var mediaType: String {
    switch self {
    case .pdf: "application/pdf"
    case .png: "image/png"
    case .jpeg: "image/jpeg"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .ofd: "application/ofd"
    }
  }

  /// The endings of its file names, lower case.
  public var endings: [String] { self == .jpeg ? ["jpg", "jpeg"] : [rawValue] }

  /// The kind that a file's name claims by its ending, or nil. The name is only compared, never used as a path.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    let ending = fileName[fileName.index(after: dot)...].lowercased()
    guard let kind = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = kind
  }
}
