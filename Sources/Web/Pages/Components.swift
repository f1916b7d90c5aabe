import Values

/// The parts pages are built of. Each is a `View.part`, printed with `{{#it}}{{>*partial}}{{/it}}`.
enum Components {
  /// How a state looks; the text says it too.
  enum Tone: String, Sendable {
    /// Nothing to do.
    case quiet
    /// Going on.
    case active
    /// Done well.
    case good
    /// Somebody should look.
    case attention
    /// Wrong. For errors and refusals only.
    case bad
  }

  /// A link.
  struct Link: Sendable {
    let title: String
    let path: String

    init(_ title: String, _ path: String) {
      self.title = title
      self.path = path
    }

    var view: View { ["title": .text(title), "path": .text(path)] }
  }

  /// A state in a word.
  static func tag(_ text: String, _ tone: Tone = .quiet) -> View {
    .part("frame/tag", ["text": .text(text), "tone": .text(tone.rawValue)])
  }

  /// The button that sends a form. `name` and `value` tell several apart.
  static func submit(_ label: String, name: String? = nil, value: String? = nil, isSecondary: Bool = false, isGrave: Bool = false) -> View {
    .part(
      "frame/submit",
      [
        "label": .text(label), "name": .optional(name), "value": .optional(value), "is_secondary": .flag(isSecondary),
        "is_grave": .flag(isGrave),
      ])
  }

  /// A link that looks like a button: to begin something.
  static func start(_ label: String, path: String, isSecondary: Bool = false) -> View {
    .part("frame/start", ["label": .text(label), "path": .text(path), "is_secondary": .flag(isSecondary)])
  }

  /// A message that belongs to the page.
  static func notice(_ title: String, _ text: String? = nil, tone: Tone = .active, links: [Link] = []) -> View {
    .part(
      "frame/notice",
      ["title": .text(title), "text": .optional(text), "tone": .text(tone.rawValue), "links": .list(links.map(\.view))])
  }

  /// It is done: the large panel of a confirmation page.
  static func confirmation(_ title: String, label: String? = nil, number: String? = nil) -> View {
    .part("frame/confirmation", ["title": .text(title), "label": .optional(label), "number": .optional(number)])
  }

  /// A row of a summary list. Without a value it says that none was given.
  struct Row: Sendable {
    let label: String
    let value: String?
    var note: String?
    var change: Link?

    init(_ label: String, _ value: String?, note: String? = nil, change: Link? = nil) {
      self.label = label
      self.value = value
      self.note = note
      self.change = change
    }
  }

  /// Labels with values, each with a link to change it: for checking answers, and for looking things up.
  static func summary(_ rows: [Row]) -> View {
    .part(
      "frame/summary",
      [
        "rows": .list(
          rows.map { row in
            [
              "label": .text(row.label), "value": .optional(row.value), "note": .optional(row.note), "change": .optional(row.change?.path),
              "change_title": .optional(row.change?.title),
            ]
          })
      ])
  }

  /// A task of a list, with its state; without a path it can't be started yet.
  struct Task: Sendable {
    let title: String
    let path: String?
    let state: String
    let tone: Tone
    var hint: String?

    init(_ title: String, path: String?, state: String, tone: Tone, hint: String? = nil) {
      self.title = title
      self.path = path
      self.state = state
      self.tone = tone
      self.hint = hint
    }
  }

  /// Tasks in any order, with their states.
  static func tasks(_ tasks: [Task]) -> View {
    .part(
      "frame/tasks",
      [
        "tasks": .list(
          tasks.enumerated().map { index, task in
            [
              "id": .text("task-\(index + 1)"), "title": .text(task.title), "path": .optional(task.path), "state": .text(task.state),
              "tone": .text(task.tone.rawValue), "hint": .optional(task.hint),
            ]
          })
      ])
  }

  /// An entry of a list of links.
  struct Entry: Sendable {
    let title: String
    let path: String
    var text: String?
    var facts: [String] = []
    var tag: (text: String, tone: Tone)?

    init(_ title: String, _ path: String, text: String? = nil, facts: [String] = [], tag: (text: String, tone: Tone)? = nil) {
      self.title = title
      self.path = path
      self.text = text
      self.facts = facts
      self.tag = tag
    }
  }

  /// Entries to choose from: search results, cases.
  static func links(_ entries: [Entry]) -> View {
    .part(
      "frame/links",
      [
        "entries": .list(
          entries.map { entry in
            [
              "title": .text(entry.title), "path": .text(entry.path), "text": .optional(entry.text),
              "facts": .list(entry.facts.map { .text($0) }), "tag": .optional(entry.tag?.text), "tone": .optional(entry.tag?.tone.rawValue),
            ]
          })
      ])
  }

  /// What happened, latest first or last as the caller orders it.
  struct Event: Sendable {
    let title: String
    let time: String
    var who: String?
    var text: String?

    init(_ title: String, time: String, who: String? = nil, text: String? = nil) {
      self.title = title
      self.time = time
      self.who = who
      self.text = text
    }
  }

  /// What happened, as a line of time.
  static func timeline(_ events: [Event]) -> View {
    .part(
      "frame/timeline",
      [
        "events": .list(
          events.map { ["title": .text($0.title), "time": .text($0.time), "who": .optional($0.who), "text": .optional($0.text)] })
      ])
  }

  /// Previous and next of a list behind cursors; nil where there is none.
  static func pages(previous: String?, next: String?, shown: String? = nil) -> View {
    .part("frame/pages", ["previous": .optional(previous), "next": .optional(next), "shown": .optional(shown)])
  }

  /// The page before an act that can't be undone: what will happen, then the button that does it and the way back. What was chosen goes
  /// along unseen, to this address or to `action`.
  static func interruption(
    _ title: String, consequences: [String], button: String, action: String? = nil, hidden: [(String, String)], back: Link,
    table: View? = nil, crumbs: [Page.Crumb] = []
  ) -> Page {
    Page(
      title, template: "frame/interruption",
      [
        "title": .text(title), "consequences": .list(consequences.map { .text($0) }), "button": .text(button), "action": .optional(action),
        "hidden": .list(hidden.map { ["name": .text($0.0), "value": .text($0.1)] }), "back": back.view, "table": table ?? .absent,
      ], crumbs: crumbs)
  }
}
