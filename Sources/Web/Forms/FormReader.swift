import Values

/// Reads a form field by field and gathers everything that is wrong, so that a person is told all of it at once.
///
///     var reader = request.formReader()
///     let name = reader.text("name", label: request.t("enterprise.name"), limit_characters: 60)
///     let amount = reader.money("amount", label: request.t("enterprise.amount"))
///     guard reader.problems.isEmpty, let name, let amount else { return .page(formPage(reader.values, reader.problems)) }
///
/// Every reading is nil where the field is empty or wrong; of a required field an empty one is a problem.
struct FormReader: Sendable {
  /// What was typed.
  let values: FormValues
  /// What is wrong, in the order of reading.
  private(set) var problems: [FieldProblem] = []
  private let words: Words
  private let language: Language

  /// A reader of values.
  init(_ values: FormValues, words: Words, language: Language) {
    self.values = values
    self.words = words
    self.language = language
  }

  /// Reports a problem of a field by a key of the words; `{label}` and other places are filled.
  mutating func report(_ field: String, code: String, key: String, _ places: [String: String] = [:]) {
    report(field, code: code, message: words.text(key, language, places))
  }

  private mutating func report(_ field: String, code: String, message: String) {
    // One problem per field: the first is the one to mend first.
    guard !problems.contains(where: { $0.field == field }) else { return }
    problems.append(FieldProblem(field: field, code: code, message: message))
  }

  /// Reports a refusal of a use case at a field.
  mutating func report(_ field: String, _ failure: Failure) {
    problems.append(FieldProblem(field: field, code: failure.code, message: failure.detail[language]))
  }

  /// A text without surrounding space; line ends become `\n`.
  mutating func text(_ name: String, label: String, required: Bool = true, limit_characters: Int = 200, isMultiline: Bool = false)
    -> String?
  {
    let typed = FieldText.cleaned(values[name] ?? "", keepingLines: isMultiline)
    guard !typed.isEmpty else { return missing(name, label, required) }
    // Scalars, not characters: one letter can carry thousands of marks.
    guard typed.unicodeScalars.count <= limit_characters else {
      report(name, code: "field.too_long", key: "frame.field_too_long", ["label": label, "n": String(limit_characters)])
      return nil
    }
    return typed
  }

  /// A sum in 元, exactly, as whole 分: `12,345.67`, `１２３４５`, `1.5万`.
  mutating func money(_ name: String, label: String, required: Bool = true, in range: ClosedRange<Money> = .zero ... .greatest) -> Money? {
    let language = language
    return read(name, label, required) { typed in
      switch FieldText.money(typed) {
      case .success(let money) where range.contains(money): .success(money)
      case .success:
        .failure(
          FieldText.Wrong(
            "field.out_of_range", "frame.money_out_of_range",
            ["from": range.lowerBound.shown(language), "to": range.upperBound.shown(language)]))
      case .failure(let wrong): .failure(wrong)
      }
    }
  }

  /// A whole number.
  mutating func integer(_ name: String, label: String, required: Bool = true, in range: ClosedRange<Int64> = 0...Int64.max) -> Int64? {
    read(name, label, required) { typed in
      switch FieldText.integer(typed) {
      case .success(let number) where range.contains(number): .success(number)
      case .success:
        .failure(
          FieldText.Wrong(
            "field.out_of_range", "frame.number_out_of_range",
            ["from": String(range.lowerBound), "to": String(range.upperBound)]))
      case .failure(let wrong): .failure(wrong)
      }
    }
  }

  /// A day: `2026-1-5`, `2026年1月5日`, `20260105`, `2026/1/5`.
  mutating func date(_ name: String, label: String, required: Bool = true, in range: ClosedRange<CivilDate>? = nil) -> CivilDate? {
    let language = language
    return read(name, label, required) { typed in
      switch FieldText.date(typed) {
      case .success(let date):
        if let range, !range.contains(date) {
          .failure(
            FieldText.Wrong(
              "field.out_of_range", "frame.date_out_of_range",
              ["from": range.lowerBound.shown(language), "to": range.upperBound.shown(language)]))
        } else {
          .success(date)
        }
      case .failure(let wrong): .failure(wrong)
      }
    }
  }

  /// A unified social credit code (GB 32100-2015), checked to its last character.
  mutating func creditCode(_ name: String, label: String, required: Bool = true) -> CreditCode? {
    let typed = FieldText.narrow(values[name] ?? "")
    guard !typed.isEmpty else { return missing(name, label, required) }
    if let problem = CreditCode.problem(of: typed, tolerant: true) {
      report(name, code: problem.code, message: problem.message[language])
    }
    return CreditCode(typed, tolerant: true)
  }

  /// A citizen identification number (GB 11643) of somebody born by a day, checked to its last character.
  mutating func identityNumber(_ name: String, label: String, by day: CivilDate, required: Bool = true) -> String? {
    read(name, label, required) { typed in
      guard let number = IdentityNumber(typed), number.born <= day else {
        return .failure(FieldText.Wrong("field.not_identity", "frame.field_not_identity"))
      }
      return .success(number.text)
    }
  }

  /// The number of a bank account: 8 to 32 digits, spaces and hyphens forgiven.
  mutating func bankAccount(_ name: String, label: String, required: Bool = true) -> String? {
    read(name, label, required) { FieldText.bankAccount($0) }
  }

  /// One of several.
  mutating func choice(_ name: String, label: String, among options: [String], required: Bool = true) -> String? {
    guard let chosen = values[name], !chosen.isEmpty else {
      if required { report(name, code: "field.required", key: "frame.field_choose", ["label": label]) }
      return nil
    }
    guard options.contains(chosen) else {
      report(name, code: "field.unknown_choice", key: "frame.field_choose", ["label": label])
      return nil
    }
    return chosen
  }

  /// Some of several, in the order of the options.
  mutating func choices(_ name: String, label: String, among options: [String], required: Bool = false) -> [String] {
    let chosen = Set(values.all(name))
    if chosen.isEmpty && required { report(name, code: "field.required", key: "frame.field_choose", ["label": label]) }
    if !chosen.isSubset(of: options) { report(name, code: "field.unknown_choice", key: "frame.field_choose", ["label": label]) }
    return options.filter(chosen.contains)
  }

  /// Whether a checkbox with the value `yes` was ticked.
  func isTicked(_ name: String) -> Bool { values[name] == "yes" }

  /// Asks for a tick, as under a declaration.
  mutating func requireTick(_ name: String, label: String) {
    if !isTicked(name) { report(name, code: "field.required", key: "frame.field_tick", ["label": label]) }
  }

  /// A file that was sent.
  mutating func file(_ name: String, label: String, required: Bool = true) -> FormValues.File? {
    if let file = values.file(name) { return file }
    if required { report(name, code: "field.required", key: "frame.field_file", ["label": label]) }
    return nil
  }

  private mutating func missing<T>(_ name: String, _ label: String, _ required: Bool) -> T? {
    if required { report(name, code: "field.required", key: "frame.field_required", ["label": label]) }
    return nil
  }

  private mutating func read<T>(
    _ name: String, _ label: String, _ required: Bool, _ parse: (String) -> Result<T, FieldText.Wrong>
  ) -> T? {
    let typed = FieldText.narrow(values[name] ?? "")
    guard !typed.isEmpty else { return missing(name, label, required) }
    switch parse(typed) {
    case .success(let value): return value
    case .failure(let wrong):
      report(name, code: wrong.code, key: wrong.key, wrong.places.merging(["label": label]) { a, _ in a })
      return nil
    }
  }
}
