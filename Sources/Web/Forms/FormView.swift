import Values

/// Draws the fields of a form: with what was typed, and what is wrong, beside each.
///
///     let form = FormView(values: reader.values, problems: reader.problems)
///     Page(title, template: "enterprise/account", ["fields": [form.text("name", label: …), form.money("amount", label: …)]], problems: reader.problems)
///
/// The template prints one with `{{#amount}}{{>*partial}}{{/amount}}`, a list of them with `{{#fields}}{{>*partial}}{{/fields}}`, inside
/// `<form method="post" novalidate>{{>frame/csrf}}…{{>frame/submit}}</form>`.
struct FormView: Sendable {
  /// What was typed, or what the form begins with.
  var values = FormValues()
  /// What is wrong.
  var problems: [FieldProblem] = []

  /// What a field of one line expects: keyboard and width.
  enum Kind: Sendable {
    case text, digits, email, password, newPassword, code
  }

  /// How wide a field looks: about as many characters as it takes.
  enum Width: String, Sendable {
    case narrow, medium, wide
  }

  /// One line of text.
  func text(
    _ name: String, label: String, hint: String? = nil, kind: Kind = .text, width: Width = .wide, unit: String? = nil,
    isOptional: Bool = false,
    autocomplete: String? = nil
  ) -> View {
    let isSecret = kind == .password || kind == .newPassword
    let known: String? =
      switch kind {
      case .password: "current-password"
      case .newPassword: "new-password"
      case .code: "one-time-code"
      case .email: "email"
      default: autocomplete
      }
    return field(
      "frame/input", name, label: label, hint: hint, isOptional: isOptional,
      [
        "value": isSecret ? .absent : .optional(values[name]),
        "type": isSecret ? "password" : kind == .email ? "email" : "text",
        "inputmode": kind == .digits || kind == .code ? "numeric" : .absent,
        "autocomplete": .optional(known), "width": .text(width.rawValue), "unit": .optional(unit),
      ])
  }

  /// A sum in 元.
  func money(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> View {
    field(
      "frame/input", name, label: label, hint: hint, isOptional: isOptional,
      [
        "value": .optional(values[name]), "type": "text", "inputmode": .absent, "autocomplete": .absent, "width": "medium", "unit": .absent,
        "is_money": true,
      ])
  }

  /// A day in one field.
  func date(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> View {
    field(
      "frame/input", name, label: label, hint: hint, isOptional: isOptional,
      [
        "value": .optional(values[name]), "type": "text", "inputmode": .absent, "autocomplete": .absent, "width": "medium", "unit": .absent,
        "is_date": true,
      ])
  }

  /// Several lines of text.
  func lines(_ name: String, label: String, hint: String? = nil, rows: Int = 5, isOptional: Bool = false) -> View {
    field(
      "frame/textarea", name, label: label, hint: hint, isOptional: isOptional, ["value": .optional(values[name]), "rows": .number(rows)])
  }

  /// An answer to choose.
  struct Option: Sendable {
    let value: String
    let label: String
    var hint: String?

    init(_ value: String, _ label: String, hint: String? = nil) {
      self.value = value
      self.label = label
      self.hint = hint
    }
  }

  /// One of several, all in sight.
  func radios(_ name: String, legend: String, hint: String? = nil, options: [Option], isOptional: Bool = false) -> View {
    choices("frame/radios", name, legend, hint, options, isOptional)
  }

  /// Some of several.
  func checkboxes(_ name: String, legend: String, hint: String? = nil, options: [Option], isOptional: Bool = true) -> View {
    choices("frame/checkboxes", name, legend, hint, options, isOptional)
  }

  /// One tick, as of a declaration; its value is `yes`.
  func tick(_ name: String, label: String, hint: String? = nil) -> View {
    field("frame/tick", name, label: label, hint: hint, isOptional: false, ["is_chosen": .flag(values[name] == "yes")])
  }

  /// One of many, in a list that opens.
  func select(_ name: String, label: String, hint: String? = nil, options: [Option], isOptional: Bool = false) -> View {
    field(
      "frame/select", name, label: label, hint: hint, isOptional: isOptional,
      [
        "options": .list(
          options.map { ["value": .text($0.value), "label": .text($0.label), "is_chosen": .flag(values[name] == $0.value)] })
      ])
  }

  /// A file. `current` is the name of one that was stored already.
  func file(_ name: String, label: String, hint: String? = nil, accept: String, current: String? = nil, isOptional: Bool = false) -> View {
    field(
      "frame/file", name, label: label, hint: hint, isOptional: isOptional, ["accept": .text(accept), "current": .optional(current)])
  }

  /// A value that goes along unseen.
  func hidden(_ name: String, _ value: String) -> View { .part("frame/hidden", ["name": .text(name), "value": .text(value)]) }

  private func choices(_ partial: String, _ name: String, _ legend: String, _ hint: String?, _ options: [Option], _ isOptional: Bool)
    -> View
  {
    let chosen = Set(values.all(name))
    let views = options.enumerated().map { index, option -> View in
      [
        // The first has the field's own id: the error summary links there.
        "id": .text(index == 0 ? name : "\(name)-\(index + 1)"), "name": .text(name), "value": .text(option.value),
        "label": .text(option.label), "hint": .optional(option.hint), "hint_id": .text("\(name)-\(index + 1)-hint"),
        "is_chosen": .flag(chosen.contains(option.value)),
      ]
    }
    return field(partial, name, label: legend, hint: hint, isOptional: isOptional, ["options": .list(views)])
  }

  private func field(_ partial: String, _ name: String, label: String, hint: String?, isOptional: Bool, _ more: [String: View]) -> View {
    let problem = problems.first { $0.field == name }?.message
    let described = [hint.map { _ in name + "-hint" }, problem.map { _ in name + "-error" }].compactMap(\.self).joined(separator: " ")
    var keys: [String: View] = [
      "name": .text(name), "id": .text(name), "label": .text(label), "hint": .optional(hint), "error": .optional(problem),
      "described_by": .text(described), "is_optional": .flag(isOptional),
    ]
    keys.merge(more) { $1 }
    return .part(partial, keys)
  }
}
