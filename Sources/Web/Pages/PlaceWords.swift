import Casework
import Policy
import Values

extension CaseState {
  /// The place as lists and addresses name it: `draft`, `step/phase` or an ending.
  var place: String {
    switch position {
    case .draft: "draft"
    case .at(let step, let phase): step + "/" + phase.rawValue
    case .ended(let ending): ending.rawValue
    }
  }
}

/// Where a case stands, in the words of every page, file and paper.
enum PlaceWords {
  /// In words; a place that the procedure doesn't know is shown as it is.
  static func text(_ place: String, _ procedure: Procedure?, _ words: Words, _ language: Language) -> String {
    guard let key = key(place, procedure) else { return place }
    let step = place.split(separator: "/").first.flatMap { procedure?.step(String($0)) }
    return words.text("parts.place_" + key, language, ["step": step?.title[language] ?? ""])
  }

  private static func key(_ place: String, _ procedure: Procedure?) -> String? {
    if place == "draft" || CaseState.Ending(rawValue: place) != nil { return place }
    let parts = place.split(separator: "/").map(String.init)
    guard parts.count == 2, let phase = CaseState.Phase(rawValue: parts[1]), let step = procedure?.step(parts[0]) else { return nil }
    switch (step.kind, phase) {
    case (.review, .correcting): return "review_correcting"
    case (.review, _): return "review_open"
    case (.plan, _): return "plan"
    case (.notice, .open): return "notice_open"
    case (.notice, _): return "notice_running"
    case (.budget, _): return "budget"
    case (.release, _): return "release"
    case (.payment, .running): return "payment_running"
    case (.payment, .returned): return "payment_returned"
    case (.payment, _): return "payment_open"
    case (.report, _): return "report"
    }
  }

  /// How that looks.
  static func tone(_ place: String) -> Components.Tone {
    switch place {
    case "completed": .good
    case "refused", "stopped": .bad
    case "draft", "withdrawn", "missed": .quiet
    default: place.hasSuffix("/correcting") || place.hasSuffix("/returned") ? .attention : .active
    }
  }
}
