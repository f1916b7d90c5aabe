import Paper
import Service
import Values

/// Papers as files: drawn on a thread of their own.
struct PaperAnswer {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// A paper with its title, its code and the office that issues it.
  func document(_ title: String, _ issued: IssuedPaper, author: String, _ blocks: [Block]) -> PaperDocument {
    PaperDocument(
      title: title, language: request.language == .zh ? .zh : .en, created: issued.at, code: issued.paper.code,
      verifyAt: (desk.publicAddress ?? "") + "/verify", author: author, blocks: blocks)
  }

  /// What every paper ends with: the hash of what it says, and how to check it.
  func fingerprint(_ issued: IssuedPaper) -> [Block] {
    [.heading(request.t("papers.fingerprint"), level: 2), .note(request.t("papers.fingerprint_text")), .code(issued.paper.sha256)]
  }

  /// The paper as a file that the browser may show.
  func answer(_ document: PaperDocument, name: String) async throws -> Answer {
    let bytes = try await Aside.papers.run { try document.pdf() }
    return .download(Download(bytes, contentType: "application/pdf", fileName: name + ".pdf", isShown: true))
  }

  /// The day of a moment of the log, as it stands under a paper.
  func day(_ at: String) -> String { (Moment(at)?.day ?? desk.today).shown(request.language) }
}
