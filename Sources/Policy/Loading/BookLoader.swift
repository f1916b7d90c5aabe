import Casework
public import Diagnostics
import Rules
import Values

extension PolicyBook {
  /// Loads, checks and compiles all packages under a folder. Every problem of every file is reported in one run.
  ///
  /// - Errors: all diagnostics (errors and warnings), if there is at least one error.
  public static func load(folder: String) -> Result<PolicyBook, LoadFailure> {
    let findings = Findings()
    let files = PolicyFiles(folder: folder, findings)
    var loader = BookLoader(files: files, findings: findings)
    let book = loader.load()
    guard let book, !findings.all.hasErrors else { return .failure(LoadFailure(diagnostics: findings.all)) }
    return .success(book)
  }
}

/// Why packages could not be loaded.
public struct LoadFailure: Error, Sendable {
  /// Everything that was found, errors and warnings.
  public let diagnostics: [Diagnostic]

  /// A failure with what was found.
  public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// Puts the packages together: vocabulary, documents, clauses, rules.
struct BookLoader {
  private let files: PolicyFiles
  private let findings: Findings
  private var organisations: [String: Organisation] = [:]

  init(files: PolicyFiles, findings: Findings) {
    self.files = files
    self.findings = findings
  }

  mutating func load() -> PolicyBook? {
    readOrganisations()
    let (vocabulary, figures) = VocabularyLoader.load(files, findings)
    let calendar = files.calendar.flatMap { CalendarLoader(findings: findings).load($0) }
    let builder = ProgramBuilder(
      schema: vocabulary.schema, calendar: calendar?.calendar ?? WorkingCalendar(holidays: [], workingDays: [], years: 0...0))
    let compiler = BookCompiler(vocabulary: vocabulary, figures: figures, builder: builder, findings: findings)

    let loader = DocumentLoader(findings: findings, organisations: organisations)
    var documents: [PolicyDocument] = []
    var clauses: [Clause] = []
    var sources: [MeasureSource] = []
    var clauseIDs = Set<String>()
    for package in files.packages {
      guard let file = package.document else {
        if files.unreadable.contains(package.folder + "/document.yaml") { continue }
        findings.add(
          Diagnostic(.missingKey, "the package `\(package.folder)` has no document.yaml", help: "it names the document and its dates"))
        continue
      }
      guard let source = loader.document(file) else { continue }
      if documents.contains(where: { $0.id == source.document.id }) {
        findings.error(.duplicateID, "the document `\(source.document.id)` stands twice", file.root["document"] ?? file.root, file.source)
        continue
      }
      let position = documents.count
      documents.append(source.document)
      compiler.add(source)
      for file in package.clauses {
        for (clause, key) in loader.clauses(file, of: source.document, at: position) {
          if clauseIDs.insert(clause.id).inserted {
            clauses.append(clause)
          } else {
            findings.error(.duplicateID, "the clause `\(clause.id)` stands twice", key, file.source)
          }
        }
      }
      for file in package.measures { sources += measures(in: file, of: source.document, clauses) }
    }
    let measures = compiler.compile(sources, clauses)
    reportMissingRules(clauses, sources)
    // With other errors the rule of a clause may be there, but in a file that could not be read.
    let claimable = Set(measures.map(\.id)).union(findings.all.hasErrors ? clauses.map(\.id) : [])
    let outputs = measures.map { measure in
      (measure.id, Dictionary(measure.rule.outputs.map { ($0.name, compiler.program.type(of: $0.node)) }) { first, _ in first })
    }
    let procedures = procedures(claimable, documents, vocabulary.schema, Dictionary(outputs) { first, _ in first })
    return PolicyBook(
      documents: documents, clauses: clauses, measures: measures, facts: vocabulary.facts, organisations: organisations,
      calendar: calendar?.calendar ?? WorkingCalendar(holidays: [], workingDays: [], years: 0...0), calendarYears: calendar?.years ?? [],
      procedures: procedures,
      program: compiler.program, addresses: compiler.addresses, parameterLabels: compiler.parameterLabels,
      definitionLabels: compiler.definitionLabels, contentHash: files.contentHash, warnings: findings.all.filter { $0.severity == .warning }
    )
  }

  private mutating func readOrganisations() {
    guard let file = files.organisations else { return }
    var map = MapReader(file.root, "the organisations", file.source, findings)
    for entry in map.entries("organisations") {
      var item = MapReader(entry.value, "the organisation `\(entry.name)`", file.source, findings)
      let zh = item.text("zh")
      let en = item.text("en")
      let territory = item.text("territory")
      item.finish()
      if let zh, let en, let territory {
        organisations[entry.name] = Organisation(id: entry.name, name: Bilingual(zh: zh, en: en), territory: territory)
      }
    }
    map.finish()
  }

  private func measures(in file: DataFile, of document: PolicyDocument, _ clauses: [Clause]) -> [MeasureSource] {
    var map = MapReader(file.root, "a file of measures", file.source, findings)
    let items = map.items("measures")
    map.finish()
    return items.compactMap { MeasureSource($0, file.source, findings) }
  }

  private func procedures(
    _ measures: Set<String>, _ documents: [PolicyDocument], _ schema: Schema, _ outputs: [String: [String: ValueType]]
  ) -> [Procedure] {
    var procedures: [Procedure] = []
    for package in files.packages where !package.procedures.isEmpty {
      guard let name = package.document?.root["document"]?.text, documents.contains(where: { $0.id == name }) else { continue }
      let loader = ProcedureLoader(findings: findings, document: name, measures: measures, schema: schema, outputs: outputs)
      for file in package.procedures {
        guard let procedure = loader.load(file) else { continue }
        if procedures.contains(where: { $0.id == procedure.id }) {
          findings.error(.duplicateID, "the procedure `\(procedure.id)` stands twice", file.root["procedure"] ?? file.root, file.source)
        } else {
          for node in file.root["measures"]?.items ?? [] {
            guard let id = node.text, let other = procedures.first(where: { $0.measures.contains(id) }) else { continue }
            findings.error(
              .duplicateID, "`\(id)` is claimed by the procedure `\(other.id)` already", node, file.source,
              help: "a measure is claimed in one way")
          }
          procedures.append(procedure)
        }
      }
    }
    return procedures
  }

  private func reportMissingRules(_ clauses: [Clause], _ sources: [MeasureSource]) {
    // With other errors the rule may be there, but in a file that could not be read.
    if findings.all.hasErrors { return }
    let computed = Set(sources.map(\.id))
    for clause in clauses where clause.computability != .none && !computed.contains(clause.id) {
      findings.add(
        Diagnostic(
          .missingKey, "the clause `\(clause.id)` is computable but no measure computes it", severity: .warning,
          help: "add it under measures/, or set `computable: none`"))
    }
  }
}
