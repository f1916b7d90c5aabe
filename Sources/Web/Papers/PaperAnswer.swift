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

  /// A paper with its title, its code and the office that issues it. Where the service was not told its address, the paper names none.
  func document(_ title: String, _ issued: IssuedPaper, author: String, _ blocks: [Block]) -> PaperDocument {
    PaperDocument(
      title: title, language: request.language == .zh ? .zh : .en, created: issued.at, code: issued.paper.code,
      verifyAt: desk.publicAddress.map { $0 + "/verify" } ?? "", author: author, blocks: blocks)
  }

  /// What every paper ends with: the hash of what it says, and how to check it.
  func fingerprint(_ issued: IssuedPaper) -> [Block] {
    [.heading(request.t("papers.fingerprint"), level: 2), .note(request.t("papers.fingerprint_text")), .code(issued.paper.sha256)]
  }

  /// The paper as a file that the browser may show. `frozen` names one that says the same for ever and to everybody, in this language:
  /// it is drawn once.
  func answer(_ document: PaperDocument, name: String, frozen: String? = nil) async throws -> Answer {
    let key = frozen.map { "pdf/\(request.language.rawValue)/\(desk.publicAddress ?? "")/\($0)" }
    let bytes: [UInt8]
    if let known = key.flatMap({ MadeFiles.shared[$0] }) {
      bytes = known
    } else {
      bytes = try await Aside.papers.run {
        // Of those who asked at the same moment only the first has it drawn.
        if let key { try MadeFiles.shared.file(key) { try document.pdf() } } else { try document.pdf() }
      }
    }
    return .download(Download(bytes, contentType: "application/pdf", fileName: name + ".pdf", isShown: true))
  }

  /// The day of a moment of the log, as it stands under a paper.
  func day(_ at: String) -> String { (Moment(at)?.day ?? desk.today).shown(request.language) }
}
