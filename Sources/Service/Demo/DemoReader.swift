import Diagnostics
import Policy
import Values

extension DemoScript {
  /// The script in a file. Throws a `Diagnostic` that shows the place.
  init(_ file: DataFile) throws {
    let root = DemoNode(data: file.root, source: file.source)
    try root.allow([
      "password", "procedure", "cost_fact", "day_fact", "voucher_issuer", "people", "company_facts", "companies", "kinds", "cases", "acts",
    ])
    password = try root.text("password")
    procedure = try root.text("procedure")
    costFact = try root.text("cost_fact")
    dayFact = try root.text("day_fact")
    voucherIssuer = try root.text("voucher_issuer")
    people = try root.required("people").list().map(Person.init)
    let common = [root["company_facts"]].compactMap { $0 }
    let companies = try root.required("companies").list().map { try Company($0, common) }
    self.companies = companies
    let kinds = Dictionary(uniqueKeysWithValues: try root.required("kinds").entries().map { ($0.name, $0.value) })
    var cases: [String: Claim] = [:]
    for (name, key, value) in try root.required("cases").entries() {
      let claim = try Claim(value, kinds)
      guard companies.contains(where: { $0.id == claim.company }) else {
        throw value.problem(.unknownID, "there is no company `\(claim.company)`")
      }
      guard cases.updateValue(claim, forKey: name) == nil else { throw key.problem(.duplicateID, "there are two cases `\(name)`") }
    }
    self.cases = cases
    acts = try root.required("acts").list().map(Act.init)
  }
}

extension DemoScript.Person {
  init(_ node: DemoNode) throws {
    try node.allow(["login", "name", "role", "office"])
    login = try node.text("login")
    name = try node.text("name")
    role = try node.text("role")
    office = try node.optionalText("office")
    self.node = node
  }
}

extension DemoScript.Company {
  init(_ node: DemoNode, _ common: [DemoNode]) throws {
    try node.allow(["id", "name", "code", "district", "bank", "bank_number", "facts", "members"])
    id = try node.text("id")
    name = try node.text("name")
    codeBeginning = try node.text("code")
    district = try node.text("district")
    bank = try node.text("bank")
    bankNumber = try node.text("bank_number")
    facts = common + [node["facts"]].compactMap { $0 }
    members = try node.required("members").list().map { member in
      try member.allow(["login", "name", "role"])
      return Member(login: try member.text("login"), name: try member.text("name"), isOwner: try member.optionalText("role") == "owner")
    }
    guard members.first?.isOwner == true else { throw node.problem(.invalidValue, "the first member of a company is its owner") }
    self.node = node
  }
}

extension DemoScript.Claim {
  /// A claim states what its kind states, and what is special to it.
  init(_ node: DemoNode, _ kinds: [String: DemoNode]) throws {
    try node.allow(["company", "kind", "facts", "particulars", "without", "vouchers"])
    let kindName = try node.text("kind")
    guard let kind = kinds[kindName] else {
      throw node.problem(
        .unknownID, "there is no kind `\(kindName)`",
        help: nearestName(to: kindName, among: kinds.keys.sorted()).map { "did you mean `\($0)`?" })
    }
    try kind.allow(["measure", "facts", "particulars"])
    company = try node.text("company")
    measure = try kind.text("measure")
    facts = [kind["facts"], node["facts"]].compactMap { $0 }
    var particulars: [String: String] = [:]
    for source in [kind["particulars"], node["particulars"]].compactMap({ $0 }) {
      for (name, _, value) in try source.entries() { particulars[name] = try value.text() }
    }
    self.particulars = particulars
    without = Set(try node["without"]?.texts() ?? [])
    vouchers = node["vouchers"]?.list()
    self.node = node
  }
}

extension DemoScript.Act {
  static let verbs: Set<String> = [
    "call", "appropriate", "draft", "fix", "submit", "take", "put_back", "read", "correct", "accept", "refuse", "send_back", "withdraw",
    "promise", "plan", "notice", "object", "find", "escalate", "budget", "release", "order", "bank", "account", "report", "demand",
    "receive",
  ]
  static let details: Set<String> = [
    "opens", "closes", "year", "amount", "reference", "items", "note", "granted", "reason", "promises", "facts", "particulars", "papers",
    "text",
    "objector", "result", "bank_account", "insists",
  ]

  init(_ node: DemoNode) throws {
    try node.allow(DemoScript.Act.verbs.union(DemoScript.Act.details).union(["on", "after", "by"]))
    day = try node.required("on").day()
    after = try node["after"]?.date()
    by = try node.optionalText("by")
    let verbs = try node.entries().filter { DemoScript.Act.verbs.contains($0.name) }
    guard verbs.count == 1, let verb = verbs.first else { throw node.problem(.wrongShape, "one thing is done in an act") }
    self.verb = verb.name
    object = verb.value
    self.node = node
  }
}
