import Casework
import Storage
import Values

/// Whose cases somebody may see.
enum CaseScope {
  case enterprise(String)
  case office(String)
  case all

  init?(_ actor: Actor) {
    switch actor.role {
    case .enterprise:
      guard let code = actor.enterprise else { return nil }
      self = .enterprise(code)
    case .districtReviewer, .districtFinance:
      guard let office = actor.office else { return nil }
      self = .office(office)
    case .cityReviewer, .finance, .supervisor, .auditor: self = .all
    case .administrator: return nil
    }
  }
}

/// The statement behind a list of cases.
struct CaseQuery {
  private(set) var arguments: [SQLValue] = []
  private var conditions: [String] = []
  private let isByDueDay: Bool

  init(_ scope: CaseScope, _ filter: CaseService.Filter) {
    isByDueDay = filter.isByDueDay
    switch scope {
    case .enterprise(let code): add("enterprise = ?", .text(code))
    case .office(let id): add("office = ?", .text(id))
    case .all: conditions.append("office IS NOT NULL")
    }
    if !filter.places.isEmpty {
      let places = filter.places.map { place in next(.text(place)) }
      conditions.append("place IN (\(places.joined(separator: ", ")))")
    }
    if let measure = filter.measure { add("measure = ?", .text(measure)) }
    if let office = filter.office { add("office = ?", .text(office)) }
    if let notice = filter.notice { add("notice = ?", .text(notice)) }
    if let plan = filter.plan { add("plan = ?", .text(plan)) }
    if let batch = filter.batch { add("batch = ?", .text(batch)) }
    if let year = filter.budgetYear { add("budget_year = ?", .integer(Int64(year))) }
    if let day = filter.dueFrom { add("due_order >= ? AND due_order < '9999'", .text(day.description)) }
    if let day = filter.dueBy { add("due_order <= ?", .text(day.description)) }
    if let account = filter.takenBy { add("taken_by = ?", .text(account)) }
    if let text = filter.text?.trimmed, !text.isEmpty {
      // Ids, receipts and codes are found from their beginning, names by any part.
      // The first three are written in capitals; one engine's LIKE tells large letters from small ones, the other's does not.
      let start = next(.text(text.uppercased().likePattern + "%"))
      let part = next(.text("%" + text.lowercased().likePattern + "%"))
      conditions.append(
        "(id LIKE \(start) ESCAPE '\\' OR receipt LIKE \(start) ESCAPE '\\' OR enterprise LIKE \(start) ESCAPE '\\' OR lower(enterprise_name) LIKE \(part) ESCAPE '\\')"
      )
    }
  }

  private mutating func next(_ value: SQLValue) -> String {
    arguments.append(value)
    return "$\(arguments.count)"
  }

  private mutating func add(_ condition: String, _ value: SQLValue) {
    conditions.append(condition.replacing("?", with: next(value)))
  }

  mutating func sql(after cursor: String?, limit: Int) -> String {
    if let cursor {
      if isByDueDay {
        let parts = cursor.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let (day, id) = (next(.text(parts.first ?? "")), next(.text(parts.count > 1 ? parts[1] : "")))
        conditions.append("(due_order > \(day) OR (due_order = \(day) AND id > \(id)))")
      } else {
        add("id < ?", .text(cursor))
      }
    }
    let order = isByDueDay ? "due_order, id" : "id DESC"
    return
      "SELECT \(CaseService.Summary.columns) FROM cases WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT \(limit)"
  }

  func cursor(_ last: CaseService.Summary) -> String {
    isByDueDay ? "\(CaseRow.dueOrder(last.dueDay))/\(last.id)" : last.id
  }
}

extension String {
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// The text with the signs that LIKE reads made plain.
  var likePattern: String { replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") }
}
