import Diagnostics
import Testing

/// A mistyped name leads to the right one, and a strange one to none.
struct NearNameTests {
  static let names = ["enterprise_revenue_cny", "enterprise_district", "fair_booths", "as_of", "企业名称", "id"]

  @Test(
    "one slip",
    arguments: [
      ("enterprise_revneue_cny", "enterprise_revenue_cny"), ("enterprise_revenu_cny", "enterprise_revenue_cny"),
      ("enterprise_revenuee_cny", "enterprise_revenue_cny"),
      ("enterprise_revinue_cny", "enterprise_revenue_cny"), ("Fair_booths", "fair_booths"), ("asof", "as_of"), ("企业名", "企业名称"),
      ("di", "id"),
    ])
  func slip(wrong: String, right: String) {
    #expect(nearestName(to: wrong, among: Self.names) == right)
  }

  @Test("nothing is near", arguments: ["sunshine", "", "x", "enterprise", "fair", "城市"]) func none(wrong: String) {
    #expect(nearestName(to: wrong, among: ["enterprise_revenue_cny", "fair_booths", "企业名称"]) == nil)
  }

  @Test("no names, no answer") func empty() { #expect(nearestName(to: "a", among: [String]()) == nil) }

  @Test("a third of the letters may differ, and no more") func limit() {
    #expect(nearestName(to: "abcdef", among: ["abcdXY"]) == "abcdXY")
    #expect(nearestName(to: "abcdef", among: ["abcXYZ"]) == nil)
    #expect(nearestName(to: "ab", among: ["aX"]) == "aX")
    #expect(nearestName(to: "ab", among: ["XY"]) == nil)
  }

  @Test("the nearest wins; of equals the first in the alphabet, in whatever order they come") func ties() {
    #expect(nearestName(to: "north", among: ["nort", "norths", "north1"]) == "nort")
    #expect(nearestName(to: "north", among: ["norxx", "nortx"]) == "nortx")
    let names = ["cat", "bat", "hat", "rat"]
    #expect(nearestName(to: "aat", among: names) == "bat")
    #expect(nearestName(to: "aat", among: names.reversed()) == "bat")
  }

  @Test("two letters swapped are one slip") func swap() {
    #expect(nearestName(to: "ba", among: ["ab"]) == "ab")
    #expect(nearestName(to: "abdc", among: ["abcd", "abxx"]) == "abcd")
  }
}
