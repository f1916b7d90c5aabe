import Casework
public import Policy
import Storage
import Values

extension Demo {
  /// Fills a loaded demonstration with many more cases for measurements: claims of the script again and again, each by an enterprise of its
  /// own and with another figure, under the rules and in the log like every other, many in one transaction.
  ///
  /// - Parameters:
  ///   - count: how many cases.
  ///   - drafts: how many complete drafts the first enterprise of the script has besides, ready to be handed in.
  ///   - progress: told how many there are, and of how many.
  public static func populate(
    _ services: Services, time: ManualTime, _ file: DataFile, count: Int, drafts: Int = 0, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws {
    let script = try DemoScript(file)
    let population = try await DemoPopulation(services, time, script)
    var done = 0
    while done < count {
      let size = min(DemoPopulation.chunk, count - done)
      try await population.add(done..<(done + size))
      done += size
      progress(done, count)
    }
    for start in stride(from: 0, to: drafts, by: DemoPopulation.chunk) {
      try await population.addDrafts(start..<min(start + DemoPopulation.chunk, drafts))
    }
  }
}

/// Makes cases in bulk.
struct DemoPopulation {
  static let chunk = 400

  /// A claim of the script as it is repeated.
  struct Model: Sendable {
    let measure: String
    let content: Content
    let district: String
    let codeBeginning: String
  }

  let services: Services
  let procedure: Procedure
  let models: [Model]
  let reviewers: [String: Actor]
  let clerk: String
  /// The first enterprise of the script, and a claim of it.
  let first: (actor: Actor, name: String, model: Model)

  init(_ services: Services, _ time: ManualTime, _ script: DemoScript) async throws {
    var player = try DemoPlayer(services, time, script, now: time.now())
    for company in script.companies { player.codes[company.id] = CreditCode(completing: company.codeBeginning)?.text }
    var models: [Model] = []
    for (name, claim) in script.cases.sorted(by: { $0.key < $1.key }) where claim.without.isEmpty && claim.vouchers == nil {
      let company = try player.company(claim)
      models.append(
        Model(
          measure: claim.measure, content: try await player.content(name, claim), district: company.district,
          codeBeginning: String(company.codeBeginning.prefix(8))))
    }
    var reviewers: [String: Actor] = [:]
    for person in script.people where person.role == Role.districtReviewer.rawValue {
      guard let office = person.office, reviewers[office] == nil else { continue }
      reviewers[office] = try await services.accounts.account(loginName: person.login)?.actor
    }
    guard let clerk = try await services.accounts.account(loginName: script.companies.first?.members.first?.login ?? "") else {
      throw Refusal.accountUnknown
    }
    guard let company = script.companies.first,
      let own = models.first(where: {
        $0.codeBeginning == String(company.codeBeginning.prefix(8)) && $0.content.bank?.holder == company.name
      })
    else { throw Refusal.companyUnknown }
    first = (clerk.actor, company.name, own)
    self.services = services
    procedure = player.procedure
    self.models = models
    self.reviewers = reviewers
    self.clerk = clerk.id
  }

  /// Adds the cases of these numbers in one transaction.
  func add(_ numbers: Range<Int>) async throws {
    try await services.database.write { tx in
      for number in numbers { try add(number, in: tx) }
    }
  }

  /// Adds drafts of the first enterprise in one transaction.
  func addDrafts(_ numbers: Range<Int>) async throws {
    try await services.database.write { tx in
      let act = Act(service: services.cases, tx: tx, actor: first.actor, moment: services.cases.time.now())
      for number in numbers {
        var content = first.model.content
        content.vouchers = content.vouchers.map {
          Voucher(number: "77" + Numbers.padded(Int64(number), to: 10), issuer: $0.issuer, day: $0.day, amount: $0.amount)
        }
        let id = "\(act.day.year)-" + Numbers.padded(try act.number("case/\(act.day.year)"), to: 6)
        _ = try act.begin(
          .create(
            id: id, measure: first.model.measure, enterprise: first.actor.enterprise ?? "", enterpriseName: first.name, content: content),
          procedure: procedure.id, id: id)
      }
    }
  }

  private func add(_ number: Int, in tx: any Transaction) throws {
    let model = models[number % models.count]
    let body = "BM" + Numbers.padded(Int64(number / 5), to: 7)
    guard let code = CreditCode(completing: model.codeBeginning + body)?.text else { return }
    let name = "示例企业\(number / 5)有限公司"
    let actor = Actor(account: clerk, role: .enterprise, enterprise: code)
    // The acts of a year, one after the other.
    let moment = services.cases.time.now().adding(seconds: -Int64(20 * 86_400 - number % 1_000_000))
    let act = Act(service: services.cases, tx: tx, actor: actor, moment: moment)
    var content = model.content
    content.bank = content.bank.map { BankAccount(holder: name, bank: $0.bank, number: "99" + Numbers.padded(Int64(number), to: 17)) }
    if let name = procedure.relatedCompany, content.particulars[name] != nil { content.particulars[name] = "示例境外公司\(number)" }
    content.vouchers = content.vouchers.map {
      Voucher(number: "88" + Numbers.padded(Int64(number), to: 10), issuer: $0.issuer, day: $0.day, amount: $0.amount)
    }
    if number % 5 == 0 {
      let registered = AccountEvent.CompanyRegistered(name: name, district: model.district, owner: clerk)
      try act.append(AccountEvent.companyRegistered, registered, to: Company.stream(code))
    }
    let id = "\(act.day.year)-" + Numbers.padded(try act.number("case/\(act.day.year)"), to: 6)
    var state = try act.begin(
      .create(id: id, measure: model.measure, enterprise: code, enterpriseName: name, content: content), procedure: procedure.id, id: id)
    guard number % 10 != 0 else { return }
    let claims = Claims(book: act.book, answerers: services.cases.answerers)
    let (decision, _, record) = try claims.decide(state, procedure, asOf: act.day, in: tx)
    try Claims.keep(record, sha256: decision.recordSHA256, in: tx)
    let receipt = CaseState.Receipt(
      number: "HQ" + act.day.description.replacing("-", with: "") + "-" + Numbers.padded(try act.number("receipt/\(act.day)"), to: 5),
      at: moment.text, sha256: Digest.sha256(id))
    state = try act.command(
      .submit(.init(isDeclared: true, insists: true, place: model.district, decision: decision, receipt: receipt)), on: state)
    guard number % 10 > 5, let reviewer = reviewers[model.district] else { return }
    let review = Act(service: services.cases, tx: tx, actor: reviewer, moment: moment.adding(seconds: 7 * 86_400))
    if number % 10 == 9 || decision.outcome != "eligible" {
      guard let reason = procedure.reasons(for: .refuse).first?.code else { return }
      try review.command(.refuse(reason: reason, note: "演示"), on: state)
    } else {
      try review.command(.accept(.init(granted: decision.amount, decision: decision)), on: state)
    }
  }
}
