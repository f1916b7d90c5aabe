import Casework
import Service
import Storage
import Values

/// The papers of a case, to open or to keep.
struct PaperFiles: Sendable {
  let desk: Desk

  /// Where a paper of a case is.
  static func path(_ caseID: String, _ sha256: String) -> String { "/cases/" + PercentCoding.encode(caseID) + "/files/" + sha256 }

  /// Kind and size of a file, for people.
  static func about(_ file: PaperFile, _ say: DeskVoice) -> String {
    PaperPages.kind(file) + say("comma") + PaperPages.size(file.size_bytes)
  }

  /// The file. PDF files and pictures are shown, where they may load and run nothing; all others are kept.
  func answer(_ request: WebRequest) async throws -> Answer {
    let file = try await desk.cases.paper(request["sha256"], case: request["id"], by: request.account.actor)
    let bytes = try await desk.cases.files.read(file.sha256, size_bytes: file.size_bytes)
    let kind = FileKind.allCases.first { $0.mediaType == file.mediaType }
    let isShown = kind == .pdf || kind == .png || kind == .jpeg
    return .download(
      Download(
        bytes, contentType: kind?.mediaType ?? "application/octet-stream", fileName: file.name, isShown: isShown, isForeign: true))
  }
}
