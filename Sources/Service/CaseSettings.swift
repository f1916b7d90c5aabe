/// The figures of casework that no document sets and an operator may choose.
public struct CaseSettings: Sendable, Hashable {
  /// Whole working days, the day of the change not counted, that pass before a payment can be ordered to an account that was changed.
  public var accountCooling_workingDays = 1
  /// A draft is called to mind when its call closes within this time.
  public var draftReminder_hours: Int64 = 48
  /// How long an answer is kept under its idempotency key. Below seven days a retry could be done twice; such a value counts as seven.
  public var keyLife_days: Int64 = 30

  /// The default figures.
  public init() {}
}
