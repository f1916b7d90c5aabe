public import Casework

extension CaseService {
  /// Ends a claim after its notice, before it is paid (终止): its money and its limits are free again at once.
  public func stop(
    case id: String, reason: String, note: String, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.expect(version, state)
      let after = try act.command(.stop(reason: reason, note: note), on: state)
      try act.setFree(state)
      return after
    }
  }
}
