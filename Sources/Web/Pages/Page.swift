import HTTPTypes

/// A page in the layout.
struct Page: Sendable {
  /// A step of the way here.
  struct Crumb: Sendable {
    let title: String
    let path: String
  }

  /// The title, without the service's name.
  let title: String
  /// The template of the main part, `public/home`.
  let template: String
  /// What the template prints.
  let view: View
  /// The way here, without the page itself.
  var crumbs: [Crumb] = []
  /// The problems of the form on it; the title then begins with a word for it, the summary stands on top, the status is 422.
  var problems: [FieldProblem] = []
  /// The status; 422 where there are problems.
  var status: HTTPResponse.Status = .ok
  /// Whether it needs the whole width: queues, three panes.
  var isWide = false
  /// Whether a page for visitors may be kept and asked for again by its tag. Pages with a form or for people signed in are never kept.
  var isCacheable = true

  /// A page of a template.
  init(
    _ title: String, template: String, _ view: View = [:], crumbs: [Crumb] = [], problems: [FieldProblem] = [],
    status: HTTPResponse.Status = .ok, isWide: Bool = false, isCacheable: Bool = true
  ) {
    self.title = title
    self.template = template
    self.view = view
    self.crumbs = crumbs
    self.problems = problems
    self.status = problems.isEmpty ? status : .unprocessableContent
    self.isWide = isWide
    self.isCacheable = isCacheable
  }
}

/// What is wrong with a field of a form, for people.
struct FieldProblem: Sendable, Equatable {
  /// The field's name; the summary links to `#name`.
  let field: String
  /// The stable code, `field.required`.
  let code: String
  /// What to do, in the caller's language.
  let message: String
}
