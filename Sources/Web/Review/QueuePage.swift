import Casework
import Policy
import Service
import Values

/// The cases of an officer's step, the most urgent first, with filters that live in the address.
struct QueuePage: Sendable {
  static let path = "/desk/queue"
  static let size = 50

  let desk: Desk
  let request: WebRequest
  private var say: DeskVoice { request.voice(desk) }

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The steps that a role handles, with the procedures they belong to.
  static func steps(of role: Role, _ book: PolicyBook) -> [(procedure: Procedure, step: Procedure.Step)] {
    book.procedures.flatMap { procedure in procedure.steps.filter { $0.role == role }.map { (procedure, $0) } }
  }

  /// The places where cases wait for a review by somebody of this role, or by anybody where the role reviews nothing.
  static func ownPlaces(_ role: Role, _ book: PolicyBook) -> [String] {
    let reviews = book.procedures.flatMap(\.steps).filter { $0.kind == .review }
    let own = reviews.filter { $0.role == role }
    return (own.isEmpty ? reviews : own).flatMap { ["\($0.id)/open", "\($0.id)/correcting"] }
  }

  /// All places there are, in the order of the road.
  static func allPlaces(_ book: PolicyBook) -> [String] {
    var places: [String] = []
    for step in book.procedures.flatMap(\.steps) {
      switch step.kind {
      case .review: places += ["\(step.id)/open", "\(step.id)/correcting"]
      case .notice: places += ["\(step.id)/open", "\(step.id)/running"]
      case .payment: places += ["\(step.id)/open", "\(step.id)/running", "\(step.id)/returned"]
      default: places.append("\(step.id)/open")
      }
    }
    return places + ["completed", "refused", "withdrawn", "stopped"]
  }

  /// What the address asks for; what it can't mean is left aside.
  func filter() -> CaseService.Filter {
    var filter = CaseService.Filter()
    filter.isByDueDay = true
    let place = request.query["place"] ?? ""
    let all = Self.allPlaces(desk.book)
    filter.places = place == "all" ? all : all.contains(place) ? [place] : Self.ownPlaces(request.account.role, desk.book)
    if let measure = request.query["measure"], desk.book.procedure(for: measure) != nil { filter.measure = measure }
    if let text = request.query["q"], !FieldText.trimmed(text).isEmpty { filter.text = String(FieldText.trimmed(text).prefix(100)) }
    if let plan = request.query["plan"], !plan.isEmpty { filter.plan = plan }
    switch request.query["due"] {
    case "over": filter.dueBy = desk.today.adding(days: -1)
    case "soon": filter.dueBy = DeskHome.soon(desk)
    default: break
    }
    if request.query["mine"] == "1" { filter.takenBy = request.account.id }
    return filter
  }

  /// The page.
  func page() async throws -> Page {
    let filter = filter()
    let asked = request.query.setting("cursor", nil).setting("lang", nil)
    let list = asked.address(Self.path)
    let place = try request.place(list: list)
    let cases = try await desk.cases.list(filter, after: place, limit: Self.size, by: request.account.actor)
    let next = cases.next.map { asked.setting("cursor", request.cursor($0, list: list)).address(Self.path) }
    return Page(
      say("queue_title"), template: "review/queue",
      [
        "title": .text(say("queue_title")), "filters": .list(fields()),
        "table": await CaseListing(desk, request).queue(cases.items).table(request.language),
        "count": .text(say("queue_shown", ["n": String(cases.items.count)])),
        "pages": Components.pages(previous: place == nil ? nil : list, next: next),
        "csv": .text(asked.address("/desk/queue.csv")), "xlsx": .text(asked.address("/desk/queue.xlsx")),
        "clear": request.query.pairs.isEmpty ? .absent : .text(Self.path),
      ], crumbs: DeskHome.isFor(say.role) ? [DeskHome.crumb(say)] : [], isWide: true)
  }

  private func fields() -> [View] {
    let form = FormView(values: FormValues(request.query))
    let measures = desk.book.procedures.flatMap(\.measures)
    let places = Self.allPlaces(desk.book)
    func procedure(_ place: String) -> Procedure? {
      let step = place.split(separator: "/").first.map(String.init) ?? ""
      return desk.book.procedures.first { $0.step(step) != nil }
    }
    var fields = [
      form.text("q", label: say("filter_text"), hint: say("filter_text_hint"), isOptional: false),
      form.select(
        "place", label: say("filter_place"),
        options: [.init("", say("filter_place_own")), .init("all", say("filter_place_all"))]
          + places.map { .init($0, say.place($0, procedure($0))) }),
      form.select(
        "measure", label: say("filter_measure"), options: [.init("", say("filter_any"))] + measures.map { .init($0, say.measure($0)) }),
      form.select(
        "due", label: say("filter_due"),
        options: [.init("", say("filter_any")), .init("over", say("filter_due_over")), .init("soon", say("filter_due_soon"))]),
    ]
    if [.districtReviewer, .cityReviewer].contains(request.account.role) {
      fields.append(
        form.select("mine", label: say("filter_mine"), options: [.init("", say("filter_any")), .init("1", say("filter_mine_only"))]))
    }
    if let plan = request.query["plan"], !plan.isEmpty { fields.append(form.hidden("plan", plan)) }
    return fields
  }
}
