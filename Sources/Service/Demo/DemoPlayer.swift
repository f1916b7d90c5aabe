import Casework
import Diagnostics
import Policy
import Rules
import Storage
import Values

/// Does what a script says, by the services.
struct DemoPlayer {
  let services: Services
  let time: ManualTime
  let script: DemoScript
  let procedure: Procedure
  let now: Moment
  var actors: [String: Actor] = [:]
  /// Credit codes by the script's names of companies.
  var codes: [String: String] = [:]
  /// Ids by the script's names of cases.
  var ids: [String: String] = [:]
  /// Objections by the script's names of cases.
  var objections: [String: Objection] = [:]

  var book: PolicyBook { services.cases.book }
  var cases: CaseService { services.cases }

  init(_ services: Services, _ time: ManualTime, _ script: DemoScript, now: Moment) throws {
    guard let procedure = services.cases.book.procedure(script.procedure) else { throw Refusal.noSuchProcedure }
    self.services = services
    self.time = time
    self.script = script
    self.procedure = procedure
    self.now = now
  }

  /// Who can sign in.
  static func people(_ script: DemoScript, _ book: PolicyBook) throws -> [Demo.Person] {
    let procedure = book.procedure(script.procedure)
    let officers = try script.people.map { person in
      Demo.Person(
        login: person.login, name: person.name, role: try role(person),
        place: person.office.map { id in
          let offices = (procedure?.routing.offices.values.map { $0 } ?? []) + [procedure?.cityOffice].compactMap { $0 }
          return offices.first { $0.id == id }?.name ?? Bilingual(zh: id, en: id)
        })
    }
    return officers
      + script.companies.flatMap { company in
        company.members.map {
          Demo.Person(login: $0.login, name: $0.name, role: .enterprise, place: Bilingual(zh: company.name, en: company.name))
        }
      }
  }

  static func role(_ person: DemoScript.Person) throws -> Role {
    guard let role = Role(rawValue: person.role), role != .enterprise else {
      throw person.node.problem(.invalidValue, "`\(person.role)` is no role of an officer")
    }
    return role
  }

  /// Makes the accounts and registers the enterprises, on the first day of the script.
  mutating func register() async throws {
    let first = script.acts.map { $0.day.date(today: now.day, book.calendar) }.min() ?? now.day
    stand(on: min(first, now.day), minute: 0)
    for person in script.people {
      let new = NewAccount(loginName: person.login, name: person.name, role: try DemoPlayer.role(person), office: person.office)
      actors[person.login] = try await services.accounts.create(new, password: script.password, by: .program).account.actor
    }
    for company in script.companies { try await register(company) }
  }

  private mutating func register(_ company: DemoScript.Company) async throws {
    guard let code = CreditCode(completing: company.codeBeginning) else {
      throw company.node.problem(.invalidValue, "`\(company.codeBeginning)` can't begin a credit code of 18 characters")
    }
    guard let owner = company.members.first else { return }
    codes[company.id] = code.text
    let registered = try await services.accounts.registerCompany(
      NewCompany(creditCode: code.text, name: company.name, district: company.district), owner: owner.login, name: owner.name,
      password: script.password, by: .program
    ).owner
    actors[owner.login] = registered.actor
    for member in company.members.dropFirst() {
      let invitation = try await services.accounts.invite(
        member.name, as: member.isOwner ? .owner : .filler, to: code.text, by: .person(registered.actor))
      let account = try await services.accounts.acceptInvitation(
        invitation.code, loginName: member.login, name: member.name, password: script.password)
      actors[member.login] = account.actor
    }
    let facts = try facts(company.facts, company)
    let profile = JSONText.object(facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).compact
    _ = try await services.accounts.saveProfile(profile, of: code.text, revision: 0, by: .person(registered.actor))
  }

  /// Facts as the rules read them; the later of two stands, and the district is that of the company.
  func facts(_ nodes: [DemoNode], _ company: DemoScript.Company) throws -> [String: JSONText] {
    let texts = ValueText(schema: book.program.schema)
    var facts: [String: JSONText] = [procedure.routing.fact: .string(company.district)]
    for node in nodes {
      for (name, key, value) in try node.entries() {
        guard let index = book.program.schema.fact(named: name) else { throw key.problem(.unknownFact, "there is no fact `\(name)`") }
        switch FactsReader(book).value(value.data, for: index) {
        case .success(let read): facts[name] = texts.json(read)
        case .failure(let problem): throw value.problem(problem)
        }
      }
    }
    return facts
  }

  /// Plays the acts in the order of their days; each day begins with what time does by itself.
  mutating func play(progress: (Int, Int) -> Void) async throws {
    let dated = script.acts.enumerated().map { (day: $1.day.date(today: now.day, book.calendar), place: $0, act: $1) }
    let due = dated.filter { act in act.day <= now.day && act.act.after.map { $0 <= act.day } ?? true }
    var minute = 0
    var last: CivilDate?
    for (done, (day, _, act)) in due.sorted(by: { ($0.day, $0.place) < ($1.day, $1.place) }).enumerated() {
      if day != last {
        try await dawn(last, day)
        minute = 0
        last = day
      }
      minute += 4
      stand(on: day, minute: minute)
      do {
        try await play(act)
      } catch let refusal as Refusal {
        let source = act.node.source
        throw DemoFault(line: source.position(at: act.node.data.range(in: source).lowerBound).line, refusal: refusal)
      }
      progress(done + 1, due.count)
    }
    try await dawn(last, now.day)
    time.set(now)
  }

  /// Lets the days between two acts begin, so that notices close and drafts are missed on their day.
  private func dawn(_ last: CivilDate?, _ day: CivilDate) async throws {
    guard var next = last?.adding(days: 1) else { return }
    while next <= day {
      if let midnight = Moment(startOf: next) { time.set(min(midnight.adding(seconds: 60), now)) }
      let (_, failed) = try await cases.tick()
      if let one = failed.first { throw Refusal.dueActFailed(one.id) }
      guard let following = next.adding(days: 1) else { return }
      next = following
    }
  }

  /// Working hours begin at nine; nothing happens after the present moment.
  private func stand(on day: CivilDate, minute: Int) {
    guard let midnight = Moment(startOf: day) else { return }
    time.set(min(midnight.adding(seconds: 9 * 3600 + Int64(minute) * 60), now))
  }
}

extension Refusal {
  static func dueActFailed(_ id: String) -> Refusal {
    Refusal(
      code: "demo.due_act_failed", message: Bilingual(zh: "到期事项 \(id) 未能办理。", en: "What was due for \(id) could not be done."),
      status: .conflict)
  }
}
