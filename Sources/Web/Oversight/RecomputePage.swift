import Diagnostics
import Policy
import Service
import Values

/// A decision computed again from its record: the same facts under the rules that are loaded.
struct RecomputePage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  func page() async throws -> Page {
    let id = request["id"]
    let actor = request.account.actor
    let look = try await desk.cases.look(case: id, by: actor)
    let known = try await desk.cases.timeline(look).contains { entry in
      switch entry.event {
      case .submitted(_, _, _, let decision, _, _), .corrected(_, _, let decision, _), .accepted(_, let decision, _, _, _):
        decision.recordSHA256 == request["sha256"]
      default: false
      }
    }
    guard known, let record = try await desk.cases.record(request["sha256"], look) else { throw Failure.notFound }
    let answerers = desk.cases.answerers
    let replay = try await Aside.decisions.run { () -> Result<DecisionRecord.Replay, LoadFailure>? in
      let source = SourceText(name: "record.json", text: record)
      guard case .success(let root) = FileReader.parse(source) else { return nil }
      return answerers.with { DecisionRecord.replay(DataFile(source: source, root: root), with: $0) }
    }
    return Parts.page(
      request.t("oversight.recompute"),
      crumbs: [
        .init(title: request.t("oversight.title"), path: "/oversight"),
        .init(title: request.t("oversight.case_title", ["id": id]), path: "/oversight/cases/" + PercentCoding.encode(id)),
      ],
      verdict(replay) + [
        Parts.heading(request.t("oversight.record")), Parts.text("SHA-256 " + request["sha256"], isHint: true),
        Parts.code(record, label: request.t("oversight.record")),
      ])
  }

  private func verdict(_ replay: Result<DecisionRecord.Replay, LoadFailure>?) -> [View] {
    switch replay {
    case .success(.same)?: return [Components.notice(request.t("oversight.same"), request.t("oversight.same_text"), tone: .good)]
    case .success(.differs(let line, let recorded, let now, let otherPackages))?:
      var parts = [
        Components.notice(
          request.t("oversight.differs", ["line": String(line)]), otherPackages ? request.t("oversight.other_packages") : nil,
          tone: otherPackages ? .attention : .bad),
        Components.summary([
          .init(request.t("oversight.recorded"), FieldText.trimmed(recorded)), .init(request.t("oversight.now"), FieldText.trimmed(now)),
        ]),
      ]
      if otherPackages { parts.append(Parts.text(request.t("oversight.packages_now", ["hash": desk.book.contentHash]), isHint: true)) }
      return parts
    case .failure?, nil: return [Components.notice(request.t("oversight.unreadable"), tone: .bad)]
    }
  }
}
