import Policy
import Values

/// How a document stands on a day.
enum DocumentState: Sendable, Equatable {
  /// In force, and until when where that is known.
  case inForce(until: CivilDate?)
  /// Its period has ended.
  case expired(on: CivilDate)
  /// Its period has not begun.
  case notYet(from: CivilDate)
  /// It states no dates: computed, never paid.
  case undated

  /// The state of a document on a day.
  init(_ document: PolicyDocument, on day: CivilDate) {
    switch document.window {
    case .undated: self = .undated
    case .dated(let from, let to, _):
      if day < from {
        self = .notYet(from: from)
      } else if let to, to < day {
        self = .expired(on: to)
      } else {
        self = .inForce(until: to)
      }
    }
  }

  /// One word for a tag.
  func word(_ say: Voice) -> String {
    switch self {
    case .inForce: say("state_in_force")
    case .expired: say("state_expired")
    case .notYet: say("state_not_yet")
    case .undated: say("state_undated")
    }
  }

  /// A sentence with the day.
  func sentence(_ say: Voice) -> String {
    switch self {
    case .inForce(let until?): say("state_in_force_until", ["date": until.shown(say.language)])
    case .inForce(nil): say("state_in_force_open")
    case .expired(let day): say("state_expired_on", ["date": day.shown(say.language)])
    case .notYet(let day): say("state_not_yet_from", ["date": day.shown(say.language)])
    case .undated: say("state_undated_long")
    }
  }

  /// What to warn of beside a sum; nil while in force.
  func caution(_ say: Voice) -> String? {
    switch self {
    case .inForce: nil
    default: sentence(say)
    }
  }

  /// The tag.
  func tag(_ say: Voice) -> View {
    switch self {
    case .inForce: Components.tag(word(say), .good)
    case .expired: Components.tag(word(say), .quiet)
    case .notYet, .undated: Components.tag(word(say), .attention)
    }
  }
}
