public import Casework
import Values

extension CaseService {
  /// A paper of a case, by what it is and by its hash.
  public struct PaperName: Sendable, Hashable {
    /// Which paper of the procedure it is.
    public let kind: String
    /// SHA-256 of its bytes, in hexadecimal.
    public let sha256: String

    /// A paper of a case.
    public init(kind: String, sha256: String) {
      self.kind = kind
      self.sha256 = sha256
    }
  }

  /// Keeps what was stated, and of the papers those that are named; nil keeps them all. A paper is handed in by `add` alone, so that
  /// nobody names one that somebody else uploaded. Throws `paper.not_uploaded`.
  public func state(
    _ content: Content, keeping papers: [PaperName]?, case id: String, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.requireMember()
      try act.expect(version, state)
      _ = try Claims(book: act.book, answerers: act.service.answerers).stated(content.facts)
      var content = content
      content.papers =
        try papers.map { names in
          try names.map { name in
            guard let paper = state.content.papers.first(where: { $0.kind == name.kind && $0.sha256 == name.sha256 }) else {
              throw Refusal.paperNotUploaded
            }
            return paper
          }
        } ?? state.content.papers
      if content == state.content { return state }
      try act.keepAccount(content, state)
      try act.check(content, state)
      return try act.command(.save(content), on: state)
    }
  }

  /// Adds a paper to a draft or to a correction; one that is there already is not added again. Throws `paper.unknown` for a paper that
  /// the measure doesn't need.
  public func add(_ paper: PaperFile, case id: String, version: Int64? = nil, by actor: Actor, once: Once? = nil) async throws -> CaseState
  {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.requireMember()
      try act.expect(version, state)
      guard try act.procedure(state.procedure).papers(for: state.measure).contains(where: { $0.id == paper.kind }) else {
        throw Refusal.paperUnknown
      }
      var content = state.content
      if !content.papers.contains(where: { $0.kind == paper.kind && $0.sha256 == paper.sha256 }) { content.papers.append(paper) }
      try act.check(content, state)
      return try act.command(.save(content), on: state)
    }
  }
}

extension Refusal {
  static let paperNotUploaded = Refusal(
    code: "paper.not_uploaded", message: Bilingual(zh: "有的材料不在本办件中，请先上传。", en: "A paper is not in this case; upload it first."),
    status: .invalid)
  static let paperUnknown = Refusal(
    code: "paper.unknown", message: Bilingual(zh: "该事项不需要这种材料。", en: "This measure needs no such paper."), status: .invalid)
}
