extension CaseState {
  /// The case as it was handed in: what its enterprise has saved since, and not handed in, is left out. Nil for no events.
  ///
  /// All else, the version included, is as the events tell it.
  public static func handedIn(_ events: some Sequence<CaseEvent>) -> CaseState? {
    var state: CaseState?
    for event in events {
      if case .saved = event, let content = state?.content, state?.receipt != nil {
        state = evolve(state, event)
        state?.content = content
      } else {
        state = evolve(state, event)
      }
    }
    return state
  }
}
