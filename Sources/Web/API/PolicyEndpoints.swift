import Policy
import Rules
import Service
import Values

/// The policy endpoints of the API. They change nothing and are open to anybody.
struct PolicyEndpoints: Sendable {
  let content: PublicContent
  private let match: PolicyMatch

  /// The endpoints for a book.
  init(_ content: PublicContent) {
    self.content = content
    match = PolicyMatch(content.pool)
  }

  private var book: PolicyBook { content.book }
  private var body: PolicyBody { PolicyBody(book: book) }

  /// All of them.
  var routes: [Route] { reads + questions }

  private static func ok(_ zh: String, _ en: String, _ schema: JSONSchema, example: JSONText? = nil) -> [Endpoint.Response] {
    [Endpoint.Response(status: .ok, summary: Bilingual(zh: zh, en: en), schema: schema, example: example)]
  }

  private static func parameter(_ name: String, _ schema: JSONSchema, _ zh: String, _ en: String) -> Endpoint.Parameter {
    Endpoint.Parameter(name: name, schema: schema, summary: Bilingual(zh: zh, en: en))
  }

  // MARK: The catalogue

  private var reads: [Route] {
    let reading = PolicyReading(content: content)
    return [
      .api(
        .get, "/api/v1/documents", access: .anyone, summary: Bilingual(zh: "政策文件", en: "Documents"),
        .read(tag: "policy", scope: nil, responses: Self.ok("全部政策文件", "All documents", PolicySchemas.documents)) { _ in
          .json(reading.documents())
        }),
      .api(
        .get, "/api/v1/policies", access: .anyone, summary: Bilingual(zh: "条款目录", en: "Catalogue of provisions"),
        .read(
          tag: "policy", scope: nil,
          query: [
            Self.parameter(
              "q", .string(maxLength: 100), "标题、文件、条文或编号中的文字，多个词须同时出现", "Words in the title, document, article or id; all must occur"),
            Self.parameter("document", .identifier(), "文件编号", "Document id"),
            Self.parameter("unit", .identifier(), "责任单位编号", "Id of a unit responsible"),
            Self.parameter("kind", .oneOf(Clause.Kind.allCases.map(\.rawValue)), "类别", "Kind"),
            Self.parameter("in_force", .date, "在该日施行", "In force on this day"),
            Self.parameter("cursor", .identifier(), "上一页给出的游标", "Cursor given by the page before"),
            Self.parameter("limit", .integer(1...100), "每页条数，默认 25", "Entries on a page; 25 unless stated"),
          ], responses: Self.ok("一页条款", "A page of provisions", PolicySchemas.policies)
        ) { api in .json(try reading.policies(api.request.query.setting("lang", nil))) }),
      .api(
        .get, "/api/v1/policies/{id}", access: .anyone, summary: Bilingual(zh: "一条条款", en: "One provision"),
        .read(tag: "policy", scope: nil, responses: Self.ok("条款的全部内容", "All that is known of it", PolicySchemas.policy)) { api in
          .json(try reading.policy(api["id"]))
        }),
      .api(
        .get, "/api/v1/facts", access: .anyone, summary: Bilingual(zh: "可填写的事实", en: "Facts that may be stated"),
        .read(
          tag: "policy", scope: nil,
          query: [
            Self.parameter("q", .string(maxLength: 100), "名称或标签中的文字", "Words in the name or label"),
            Self.parameter("measure", .identifier(), "只列该事项用到的事实", "Only those that this measure reads"),
          ], responses: Self.ok("事实及其含义、单位和取值", "Facts with their meaning, unit and values", PolicySchemas.facts)
        ) { api in .json(try reading.facts(api.request.query)) }),
    ]
  }

  // MARK: Questions to the rules

  private var questions: [Route] {
    [
      .api(
        .post, "/api/v1/match", access: .anyone, summary: Bilingual(zh: "全部事项逐一认定", en: "Decide every measure"),
        .read(
          tag: "policy", scope: nil, body: PolicySchemas.matchBody, bodyExample: PolicySchemas.matchExample,
          responses: Self.ok("各事项的结论和金额", "Outcome and sum of each measure", PolicySchemas.match)
        ) { api in .bytes(try matched(api.body)) }),
      .api(
        .post, "/api/v1/decide", access: .anyone, summary: Bilingual(zh: "认定一个事项", en: "Decide one measure"),
        .read(
          tag: "policy", scope: nil, body: PolicySchemas.oneBody,
          responses: Self.ok("结论、金额和逐条理由", "Outcome, sum and every reason", PolicySchemas.decision)
        ) { api in .json(try decided(api.body)) }),
      .api(
        .post, "/api/v1/questions", access: .anyone, summary: Bilingual(zh: "下一个最值得问的问题", en: "The question most worth asking"),
        .read(
          tag: "policy", scope: nil, body: PolicySchemas.questionsBody,
          responses: Self.ok("问题及其所涉事项", "The question and what turns on it", PolicySchemas.questions)
        ) { api in .json(try asked(api.body)) }),
      .api(
        .post, "/api/v1/nearest", access: .anyone, summary: Bilingual(zh: "最小的一项改变", en: "The smallest single change"),
        .read(
          tag: "policy", scope: nil, body: PolicySchemas.oneBody,
          responses: Self.ok("可使结论变好的单项改变", "Single changes that qualify or pay more", PolicySchemas.nearest)
        ) { api in .json(try nearest(api.body)) }),
    ]
  }

  private func day(_ body: JSONObject) -> CivilDate { body.optionalDate("as_of") ?? content.today() }

  /// The answer of `match`.
  func matched(_ object: JSONObject) throws(Failure) -> [UInt8] {
    let choice = PolicyMatch.Choice(
      documents: try body.documents(object), onlyPaying: object.optionalBoolean("only_paying") ?? false,
      includesIneligible: object.optionalBoolean("include_ineligible") ?? false)
    return match.bytes(try body.facts(object.node), asOf: day(object), choice)
  }

  /// The answer of `decide`.
  func decided(_ object: JSONObject) throws(Failure) -> JSONText {
    let measure = try body.measure(object)
    let stated = try body.facts(object.node)
    return content.pool.with { $0.answer(measure, stated: stated, asOf: day(object)).json() }
  }

  /// The answer of `questions`.
  func asked(_ object: JSONObject) throws(Failure) -> JSONText {
    let named = try body.measures(object)
    let documents = try body.documents(object)
    let stated = try body.facts(object.node)
    let asOf = day(object)
    return content.pool.with { answerer in
      let measures: [Measure] =
        if !named.isEmpty {
          named
        } else if let documents {
          book.measures.filter { documents.contains(book.clause(of: $0).document) }
        } else {
          answerer.concerned(among: book.measures, stated: stated, asOf: asOf)
        }
      return book.json(answerer.questions(measures, stated: stated, asOf: asOf), of: measures)
    }
  }

  /// The answer of `nearest`.
  func nearest(_ object: JSONObject) throws(Failure) -> JSONText {
    let measure = try body.measure(object)
    let stated = try body.facts(object.node)
    let asOf = day(object)
    return content.pool.with { answerer in
      let now = answerer.match([measure], stated: stated, asOf: asOf)[0]
      return book.json(answerer.nearest(measure, stated: stated, asOf: asOf), from: now, of: measure, asOf: asOf)
    }
  }
}
