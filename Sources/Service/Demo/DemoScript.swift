import Policy
import Values

/// What a demonstration consists of, as its file states it: people, enterprises, claims and what happens to them. No name or figure of it
/// is written here.
struct DemoScript {
  /// Everybody signs in with it.
  let password: String
  /// The road that all claims take.
  let procedure: String
  /// The fact that states the spending a claim's voucher proves, and the one that states its day.
  let costFact, dayFact: String
  /// Who issued the vouchers that are made up.
  let voucherIssuer: String
  let people: [Person]
  let companies: [Company]
  let cases: [String: Claim]
  let acts: [Act]

  /// Somebody of an office.
  struct Person {
    let login, name, role: String
    let office: String?
    let node: DemoNode
  }

  /// An enterprise with its people, the first of whom registers it.
  struct Company {
    let id, name: String
    /// The 17 characters before the check character.
    let codeBeginning: String
    let district: String
    let bank, bankNumber: String
    /// From the general to the special; what comes later stands.
    let facts: [DemoNode]
    let members: [Member]
    let node: DemoNode

    struct Member {
      let login, name: String
      let isOwner: Bool
    }
  }

  /// What a claim states.
  struct Claim {
    let company: String
    let measure: String
    /// From the general to the special; what comes later stands.
    let facts: [DemoNode]
    let particulars: [String: String]
    /// Papers that are not handed in.
    let without: Set<String>
    /// Nil makes one up over the whole spending.
    let vouchers: [DemoNode]?
    let node: DemoNode
  }

  /// One thing that happens.
  struct Act {
    let day: DemoDay
    /// Left out if its day comes before this one.
    let after: CivilDate?
    /// Who does it; nil for the public.
    let by: String?
    /// What is done.
    let verb: String
    /// To what.
    let object: DemoNode
    /// How.
    let node: DemoNode
  }
}

/// A day of a demonstration: a date, or so many working days from today (negative: before).
enum DemoDay {
  case date(CivilDate)
  case fromToday(Int)

  func date(today: CivilDate, _ calendar: WorkingCalendar) -> CivilDate {
    switch self {
    case .date(let date): return date
    case .fromToday(let days):
      var date = today
      var left = abs(days)
      while left > 0, let next = date.adding(days: days.signum()) {
        date = next
        if calendar.isWorkingDay(date) { left -= 1 }
      }
      return date
    }
  }
}
