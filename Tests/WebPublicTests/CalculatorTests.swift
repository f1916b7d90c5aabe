import Policy
import Rules
import Testing
import Values

@testable import Web

@Suite("The calculator")
struct CalculatorTests {
  private func outcome(_ text: String) throws -> Calculator.Outcome {
    Calculator(content: try PublicWorld.content(), state: try PublicWorld.state(text)).outcome()
  }

  @Test("without a choice it begins") func start() throws {
    guard case .start = try outcome("").turn else { return #expect(Bool(false)) }
  }

  @Test("a whole talk: each answer goes into the address, and it ends with the sum of the rules")
  func talk() throws {
    let content = try PublicWorld.content()
    let example = try #require(content.examples.of("jm2025-61.9.1.1.foreign").first { $0.id.hasSuffix("/japan-two-standard") })
    var known: [FactIndex: Value] = [:]
    for (fact, value) in example.facts { known[fact] = value }
    var state = CalculatorState(scope: .measure("jm2025-61.9.1.1.foreign"), asOf: example.asOf)
    var asked: [String] = []
    while asked.count < 60 {
      let now = Calculator(content: content, state: CalculatorState(state.query, content.book)).outcome()
      guard case .ask(let fact, _, _, _) = now.turn else { break }
      let name = content.book.facts[fact].name
      #expect(!asked.contains(name), "\(name) is asked twice")
      asked.append(name)
      guard let value = known[fact] else {
        state = state.skipping(name)
        continue
      }
      var typed = state.asking(name)
      typed.typed = [CalculatorState.Given(fact, value, content.book).text]
      guard case .answered(let next) = Calculator(content: content, state: typed).outcome().turn else {
        return #expect(Bool(false), "\(name)")
      }
      state = next
    }
    let end = Calculator(content: content, state: state).outcome()
    guard case .results(let open) = end.turn else { return #expect(Bool(false)) }
    #expect(open == 0)
    #expect(end.board.yes.map { $0.decision.amount?.exact } == [Money(minor: 3_000_000)])
    #expect(asked.count <= example.facts.count + 3)
  }

  @Test("what isn't an answer is refused beside the question, and stays typed")
  func refused() throws {
    let now = try outcome("for=jm2025-61&ask=participation_booths&answer=abc&go=1")
    #expect(now.refusal?.code == .notNumber)
    let none = try outcome("for=jm2025-61&ask=participation_booths&go=1")
    #expect(none.refusal?.code == .empty)
  }

  @Test("the heaps are sorted, and hold every measure once")
  func board() throws {
    let now = try outcome("for=all&on=2025-11-03&enterprise_registered_city=jiangmen&done=1")
    guard case .results = now.turn else { return #expect(Bool(false)) }
    let all = (now.board.yes + now.board.maybe + now.board.no).map(\.measure.id)
    #expect(Set(all).count == all.count && all.count > 5)
    #expect(now.board.maybe.map(\.decision.missing.count) == now.board.maybe.map(\.decision.missing.count).sorted())
    #expect(all.allSatisfy { $0.hasPrefix("jm2025-61.") }, "what is addressed to others is left out")
  }
}
