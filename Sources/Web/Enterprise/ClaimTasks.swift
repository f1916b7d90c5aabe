import Casework
import Policy
import Rules
import Values

/// What is left to do on a claim, part by part.
struct ClaimTasks: Sendable {
  /// How far a part is.
  enum Progress: Sendable, Equatable {
    case notStarted, inProgress, done, optional, blocked, problem, toCorrect, changed

    var key: String {
      switch self {
      case .notStarted: "task_not_started"
      case .inProgress: "task_in_progress"
      case .done: "task_done"
      case .optional: "task_optional"
      case .blocked: "task_blocked"
      case .problem: "task_problem"
      case .toCorrect: "task_to_correct"
      case .changed: "task_changed"
      }
    }

    var tone: Components.Tone {
      switch self {
      case .notStarted, .optional, .blocked: .quiet
      case .inProgress: .active
      case .done, .changed: .good
      case .toCorrect: .attention
      case .problem: .bad
      }
    }
  }

  /// A part.
  struct Part: Sendable {
    let title: String
    let path: String
    let progress: Progress
    var hint: String?
  }

  let file: ClaimFile
  let answer: Policy.Answer

  private var content: Content { file.state.content }

  /// All parts in the order in which people fill them in, without checking and handing in.
  var parts: [Part] {
    var parts = file.facts.groups.map(part)
    if let particulars { parts.append(particulars) }
    return parts + [vouchers, papers, bank]
  }

  /// Whether it can be handed in.
  var isComplete: Bool { parts.allSatisfy { [.done, .optional].contains($0.progress) } && answer.decision.outcome != .undetermined }

  /// As the task list shows them, with checking at the end.
  var view: View {
    let check = Part(
      title: file.t("task_check"), path: file.path + "/check", progress: isComplete ? .notStarted : .blocked,
      hint: isComplete ? nil : file.t("task_check_blocked"))
    return Components.tasks(
      (parts + [check]).map { part in
        Components.Task(
          part.title, path: part.progress == .blocked ? nil : part.path, state: file.t(part.progress.key), tone: part.progress.tone,
          hint: part.hint)
      })
  }

  // MARK: Parts

  /// The title of a group of facts.
  static func title(_ group: ClaimFacts.Group, _ say: Voice) -> String {
    say.words.text(titleKey(entity: group.entity, say.words), say.language)
  }

  /// The key of the title of the facts of an entity.
  static func titleKey(entity: String, _ words: Words) -> String {
    let key = "enterprise.entity_" + entity
    return words.contains(key) ? key : "enterprise.entity_other"
  }

  private func part(_ group: ClaimFacts.Group) -> Part {
    let stated = file.facts.values(content.facts)
    let given = group.facts.filter { stated[$0] != nil }
    let missing = group.facts.filter { answer.decision.missing.contains($0) }
    var hint: String?
    var progress: Progress
    if missing.isEmpty {
      progress = given.isEmpty ? .optional : .done
    } else {
      progress = given.isEmpty ? .notStarted : .inProgress
      if !given.isEmpty { hint = file.t("task_missing", ["n": String(missing.count)]) }
    }
    let routing = file.procedure.routing
    if group.facts.contains(where: { file.facts.name($0) == routing.fact }) {
      if let place = content.facts[routing.fact]?.replacing("\"", with: "") {
        if routing.offices[place] == nil {
          progress = .problem
          hint = file.t("task_other_place", ["places": places])
        }
      } else {
        progress = given.isEmpty ? .notStarted : .inProgress
      }
    }
    return Part(title: Self.title(group, file.say), path: file.path + "/facts/" + group.entity, progress: progress, hint: hint)
  }

  /// The places whose offices take claims.
  private var places: String {
    guard let fact = file.desk.book.facts.first(where: { $0.name == file.procedure.routing.fact }) else { return "" }
    return file.say.list(fact.choices.filter { file.procedure.routing.offices[$0.id] != nil }.map { $0.label[file.language] })
  }

  private var particulars: Part? {
    let asked = file.procedure.particulars(for: file.state.measure)
    if asked.isEmpty { return nil }
    let given = asked.filter { !(content.particulars[$0.id] ?? "").isEmpty }
    let isComplete = asked.allSatisfy { $0.isOptional || !(content.particulars[$0.id] ?? "").isEmpty }
    return Part(
      title: file.t("task_particulars"), path: file.path + "/particulars",
      progress: isComplete ? .done : given.isEmpty ? .notStarted : .inProgress)
  }

  private var vouchers: Part {
    let total = content.vouchers.reduce(Money.zero) { $0.adding($1.amount) ?? .greatest }
    return Part(
      title: file.t("task_vouchers"), path: file.path + "/vouchers", progress: content.vouchers.isEmpty ? .optional : .done,
      hint: content.vouchers.isEmpty
        ? file.t("task_vouchers_none")
        : file.t("vouchers_total", ["n": String(content.vouchers.count), "sum": total.shown(file.language)]))
  }

  private var papers: Part {
    let asked = file.procedure.papers(for: file.state.measure)
    let present = Set(content.papers.map(\.kind))
    let missing = asked.filter { !$0.isOptional && !present.contains($0.id) }
    let needed = missing.filter { !$0.isDeferrable }
    let names = file.say.list(missing.map { $0.title[file.language] })
    if needed.isEmpty {
      return Part(
        title: file.t("task_papers"), path: file.path + "/papers", progress: .done,
        hint: missing.isEmpty ? nil : file.t("task_papers_later", ["papers": names]))
    }
    return Part(
      title: file.t("task_papers"), path: file.path + "/papers", progress: present.isEmpty ? .notStarted : .inProgress,
      hint: file.t("task_papers_missing", ["papers": names]))
  }

  private var bank: Part {
    var progress = Progress.notStarted
    var hint: String?
    if let bank = content.bank {
      let isOwn = Plain.text(bank.holder) == Plain.text(file.state.enterpriseName)
      progress = bank.isComplete ? (isOwn ? .done : .problem) : .inProgress
      if !isOwn { hint = file.t("bank_not_own", ["name": file.state.enterpriseName]) }
    }
    return Part(title: file.t("task_bank"), path: file.path + "/bank", progress: progress, hint: hint)
  }
}
