import Testing
import Values

@Suite struct UnitTests {
  @Test(arguments: [
    ("CNY", "CNY"), ("CNY/booth", "CNY/booth"), ("CNY/m2", "CNY/m2"), ("kN/m2", "kN/m2"), ("m2", "m2"), ("m^2", "m2"),
    ("percent", "percent"),
    ("ratio", "ratio"), ("1", "ratio"), ("CNY/m2/month", "CNY/m2/month"), ("CNY/month/m2", "CNY/m2/month"), ("CNY*day", "CNY*day"),
    ("day*CNY", "CNY*day"), ("1/month", "1/month"), ("ratio/month", "1/month"), ("m^-1", "1/m"), ("m/m", "ratio"), ("m*m", "m2"),
    ("person_times", "person_times"), ("CNY/enterprise_times", "CNY/enterprise_times"), ("mu", "mu"),
  ])
  func readsAndPrints(text: String, canonical: String) throws {
    let unit = try #require(Unit(text))
    #expect(unit.description == canonical)
    #expect(Unit(canonical) == unit)
  }

  @Test(arguments: [
    "", "EUR", "cny", "CNY/", "/CNY", "CNY//m", "CNY booth", "m0", "m^", "m^0", "m-1", "m22", "m^^2", "2", "2m", "CNY/ m2", "m²", "1m",
    "m^+2", "booths",
  ])
  func refuses(text: String) {
    #expect(Unit(text) == nil)
  }

  @Test func everyKnownNameIsAUnit() throws {
    #expect(Set(Unit.knownNames).count == Unit.knownNames.count)
    for name in Unit.knownNames {
      let unit = try #require(Unit(name))
      #expect(unit.description == name)
      #expect(unit != .none)
    }
  }

  @Test func algebra() throws {
    let yuan = try #require(Unit("CNY"))
    let booth = try #require(Unit("booth"))
    let metre = try #require(Unit("m"))
    let perBooth = try #require(Unit("CNY/booth"))
    #expect(yuan.divided(by: booth) == perBooth)
    #expect(perBooth.times(booth) == yuan)
    #expect(yuan.divided(by: yuan) == .none)
    #expect(metre.power(2) == Unit("m2"))
    #expect(metre.power(0) == .none)
    #expect(metre.power(-1).times(metre) == .none)
    #expect(yuan.times(.none) == yuan)
    #expect(yuan != Unit("USD"))
    #expect(perBooth.hashValue == yuan.divided(by: booth).hashValue)
    // A whole product of powers, in any order.
    #expect(perBooth.times(metre).divided(by: metre.power(3)) == Unit("CNY/m2/booth"))
  }
}
