import Policy
import Rules
import Testing
import Values

@testable import Web

@Suite("The calculator's address")
struct CalculatorStateTests {
  @Test("an address is read and written alike")
  func roundTrip() throws {
    let text = "for=jm2025-61&on=2025-11-03&enterprise_district=xinhui&participation_booths=2&skip=insurance_product"
    let state = try PublicWorld.state(text)
    #expect(state.scope == .document("jm2025-61"))
    #expect(state.given.map(\.name) == ["enterprise_district", "participation_booths"])
    #expect(state.ignored.isEmpty)
    #expect(state.query.text == text)
    #expect(state.asking("exhibition_place_class").query.text == text + "&ask=exhibition_place_class")
    #expect(state.done.query.text == text + "&done=1")
  }

  @Test("every kind of value comes back from the address as it went in")
  func values() throws {
    let book = try PublicWorld.content().book
    for example in try PublicWorld.content().examples.of("jm2025-61.9.1.1.foreign") + PublicWorld.content().examples.of("zsbook.listing.1")
    {
      var state = CalculatorState(scope: .paying, asOf: example.asOf)
      for (fact, value) in example.facts { state.give(book.facts[fact].name, CalculatorState.Given(fact, value, book)) }
      let again = CalculatorState(try PublicWorld.query(state.query.text), book)
      #expect(again == state && again.ignored.isEmpty, "\(example.id)")
      #expect(again.facts(book) == state.facts(book))
    }
    for (name, text) in [
      ("enterprise_status", ""), ("claim_separate_document_period", "2025-01-01/2025-12-31"), ("project_type", "甲 & 乙=丙"),
    ] {
      let fact = try #require(book.program.schema.fact(named: name))
      guard case .success(let value) = FactsReader(book).read(text, for: fact) else {
        Issue.record("\(name)")
        continue
      }
      var state = CalculatorState(scope: .paying, asOf: nil)
      state.give(name, CalculatorState.Given(fact, value, book))
      #expect(CalculatorState(try PublicWorld.query(state.query.text), book).facts(book)[fact] == value, "\(name)")
    }
  }

  @Test("no fact has a name that the address needs")
  func reserved() throws {
    let names = Set(try PublicWorld.content().book.facts.map(\.name))
    #expect(CalculatorState.reserved.isDisjoint(with: names))
  }

  @Test("what means nothing is left out and named")
  func ignored() throws {
    let state = try PublicWorld.state(
      "for=nowhere&zz=1&as_of=2025-01-01&enterprise_district=mars&on=2025-02-30&skip=x,insurance_product&ask=as_of")
    #expect(state.ignored == ["nowhere", "zz", "as_of", "enterprise_district", "2025-02-30", "x", "as_of"])
    #expect(state.scope == .none && state.given.isEmpty && state.asOf == nil && state.asking == nil)
    #expect(state.skipped == ["insurance_product"])
  }

  @Test("an answer keeps its place, a skip takes it away, an answer takes the skip away")
  func changes() throws {
    let book = try PublicWorld.content().book
    var state = try PublicWorld.state("for=all&enterprise_district=xinhui&participation_booths=2")
    let fact = try #require(book.program.schema.fact(named: "enterprise_district"))
    guard case .success(let value) = FactsReader(book).read("pengjiang", for: fact) else { return #expect(Bool(false)) }
    state.give("enterprise_district", CalculatorState.Given(fact, value, book))
    #expect(state.query.text == "for=all&enterprise_district=pengjiang&participation_booths=2")
    let skipped = state.skipping("enterprise_district")
    #expect(skipped.query.text == "for=all&participation_booths=2&skip=enterprise_district")
    var back = skipped
    back.give("enterprise_district", CalculatorState.Given(fact, value, book))
    #expect(back.query.text == "for=all&participation_booths=2&enterprise_district=pengjiang")
  }

  @Test("the file that is kept brings the same answers back, as YAML and as JSON")
  func files() throws {
    let book = try PublicWorld.content().book
    let state = try PublicWorld.state(
      "for=all&on=2025-11-03&enterprise_district=xinhui&participation_booths=2&enterprise_is_exporter=true&exhibition_country_code=NO&enterprise_status="
    )
    let file = FactsFile(book: book)
    let day = try #require(state.asOf)
    for text in [file.yaml(state, asOf: day), file.json(state, asOf: day)] {
      let again = try file.state(Array(text.utf8)).get()
      #expect(again.facts(book) == state.facts(book))
      #expect(again.asOf == day && again.scope == .paying)
    }
    #expect(file.yaml(state, asOf: day).contains("exhibition_country_code: \"NO\"\n"))
    let empty = CalculatorState(scope: .paying, asOf: nil)
    #expect(try file.state(Array(file.yaml(empty, asOf: day).utf8)).get().given.isEmpty)
    #expect(throws: FactsFileFault.self) { try file.state([0xFF, 0xFE, 0]).get() }
    #expect(throws: FactsFileFault.self) { try file.state(Array("facts: {no_such_fact: 1}".utf8)).get() }
    #expect(throws: FactsFileFault.self) { try file.state(Array("{".utf8)).get() }
  }
}
