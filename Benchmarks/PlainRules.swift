/// What a programmer would write by hand for the same rules, in whole numbers: the measure of what exactness and explanation cost.
enum PlainRules {
  /// A graded award of six rows by register and growth.
  @inline(never)
  static func table(register: UInt16, growth: Int64) -> Int64 {
    if register == 0 && growth > 20 { return 100_000 }
    if register == 0 && growth >= 10 { return 80_000 }
    if register == 1 && growth > 20 { return 200_000 }
    if register == 1 && growth >= 10 { return 100_000 }
    if register == 2 && growth > 20 { return 50_000 }
    if register == 2 && growth >= 10 { return 30_000 }
    return 0
  }
}
