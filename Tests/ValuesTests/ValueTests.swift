import Testing
import Values

@Suite struct ValueTests {
  private func date(_ text: String) throws -> Value { .date(try #require(CivilDate(text))) }

  /// One value of each kind.
  private func kinds() throws -> [Value] {
    [
      .null, .boolean(true), .number(1), .string("1"), .symbol(Symbol(enumeration: 0, index: 1)), try date("2025-08-01"),
      .time(try #require(CivilTime("09:30:00"))), .dateTime(try #require(CivilDateTime("2025-08-01T00:00:00"))),
      .months(MonthsDuration(months: 1)),
      .duration(DaysDuration(days: 1)), .list([.number(1)]), .record(Record([(name: "a", value: .number(1))])),
      .range(ValueRange(lower: .number(1), lowerIncluded: true, upper: .null, upperIncluded: false)),
    ]
  }

  @Test func equalityOfKinds() throws {
    let kinds = try kinds()
    for (i, left) in kinds.enumerated() {
      for (j, right) in kinds.enumerated() {
        #expect((left == right) == (i == j))
        let expected: Bool? = i == j ? true : (i == 0 || j == 0 ? false : nil)
        #expect(left.feelEquals(right) == expected, "\(left) = \(right)")
      }
    }
    #expect(Set(kinds).count == kinds.count)
  }

  @Test func order() throws {
    #expect(Value.number(1).compare(.number(2)) == -1)
    #expect(Value.number(Number("1.0")!).compare(.number(1)) == 0)
    #expect(Value.string("b").compare(.string("a")) == 1)
    #expect(try date("2025-08-01").compare(try date("2025-08-02")) == -1)
    #expect(Value.months(MonthsDuration(months: 12)).compare(.months(MonthsDuration(months: 11))) == 1)
    #expect(Value.duration(DaysDuration(days: 1)).compare(.duration(DaysDuration(days: 1))) == 0)
    #expect(Value.months(MonthsDuration(months: 1)).compare(.duration(DaysDuration(days: 30))) == nil)
    #expect(Value.number(1).compare(.string("1")) == nil)
    #expect(Value.null.compare(.null) == nil)
    #expect(Value.boolean(true).compare(.boolean(false)) == nil)
    #expect(Value.list([]).compare(.list([])) == nil)
  }

  /// U+FF5E stands above the surrogates of UTF-16 and below U+1F600; code points and UTF-16 disagree here.
  @Test func stringsAreOrderedByCodePoint() {
    #expect(Value.string("～").compare(.string("😀")) == -1)
    #expect(Value.string("").compare(.string("a")) == -1)
    #expect(Value.string("江").compare(.string("江门")) == -1)
    // é as one code point and as two: the same to Swift, not to FEEL.
    #expect("\u{E9}" == "e\u{301}")
    #expect(Value.string("\u{E9}").feelEquals(.string("e\u{301}")) == false)
    #expect(Value.string("\u{E9}") != .string("e\u{301}"))
    #expect(Value.string("\u{E9}").compare(.string("e\u{301}")) == 1)
  }

  @Test func equalityOfContents() {
    let one = Value.list([.number(1), .string("a")])
    #expect(one.feelEquals(.list([.number(Number("1.0")!), .string("a")])) == true)
    #expect(one.feelEquals(.list([.number(1)])) == false)
    #expect(one.feelEquals(.list([.number(2), .number(1)])) == false)
    #expect(one.feelEquals(.list([.number(1), .number(1)])) == nil)
    #expect(one.feelEquals(.list([.number(1), .null])) == false)
    #expect(Value.symbol(Symbol(enumeration: 1, index: 0)).feelEquals(.symbol(Symbol(enumeration: 1, index: 1))) == false)
    #expect(Value.symbol(Symbol(enumeration: 1, index: 0)).feelEquals(.symbol(Symbol(enumeration: 2, index: 0))) == nil)
  }

  @Test func records() {
    let record = Record([(name: "b", value: .number(1)), (name: "a", value: .null)])
    let turned = Record([(name: "a", value: .null), (name: "b", value: .number(Number("1.00")!))])
    #expect(record.entries.map(\.name) == ["b", "a"])
    #expect(record["b"] == .number(1))
    #expect(record["a"] == .null)
    #expect(record["c"] == nil)
    #expect(record == turned && record.hashValue == turned.hashValue)
    #expect(Value.record(record).feelEquals(.record(turned)) == true)
    #expect(Value.record(record).feelEquals(.record(turned.setting("b", .number(2)))) == false)
    #expect(Value.record(record).feelEquals(.record(turned.setting("c", .null))) == false)
    #expect(Value.record(record).feelEquals(.record(Record([(name: "b", value: .string("")), (name: "a", value: .null)]))) == nil)
    #expect(record.setting("b", .null).names == ["b", "a"])
    #expect(Record([(name: "x", value: .number(1)), (name: "x", value: .number(2))])["x"] == .number(2))
    #expect(Record().isEmpty)
  }

  @Test func longRecords() {
    let record = Record((0..<40).map { (name: "n\($0)", value: Value.number(Number($0))) })
    for index in 0..<40 { #expect(record["n\(index)"] == .number(Number(index))) }
    #expect(record["n40"] == nil)
    #expect(record.count == 40)
  }

  @Test func ranges() throws {
    let halfOpen = ValueRange(lower: .number(1), lowerIncluded: true, upper: .number(10), upperIncluded: false)
    #expect(halfOpen.contains(.number(1)) == true)
    #expect(halfOpen.contains(.number(10)) == false)
    #expect(halfOpen.contains(.number(Number("9.99")!)) == true)
    #expect(halfOpen.contains(.number(0)) == false)
    #expect(halfOpen.contains(.string("5")) == nil)
    #expect(halfOpen.contains(.null) == nil)
    let since = ValueRange(lower: try date("2025-08-01"), lowerIncluded: false, upper: .null, upperIncluded: false)
    #expect(since.contains(try date("2025-08-01")) == false)
    #expect(since.contains(try date("2025-08-02")) == true)
    #expect(since.contains(.number(1)) == nil)
    #expect(Value.range(halfOpen).feelEquals(.range(since)) == false)
    #expect(halfOpen == ValueRange(lower: .number(Number("1.0")!), lowerIncluded: true, upper: .number(10), upperIncluded: false))
  }
}
