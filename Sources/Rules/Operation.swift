/// What a node of a program does with its operands.
///
/// The first group is the core, evaluated inside the interpreter; the second is the library of built-in functions, each a plain function of
/// its values (`BuiltIns`). A new built-in is one case here, one function there, one signature in the checker.
public enum Operation: UInt8, Sendable, CaseIterable {
  // Leaves: `payload` says which
  case constant
  case parameter
  case fact
  case local
  case definition

  // Logic, three-valued, plus unknown
  case and
  case or
  case not
  /// condition, then, else
  case conditional

  // Comparison
  case equal
  case notEqual
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  /// value in a constant list (second operand a constant)
  case memberOfConstant
  /// value, list
  case member
  /// value, range
  case inRange

  // Numbers
  case add
  case subtract
  case multiply
  case divide
  case negate
  case minimum
  case maximum
  case floor
  case ceiling
  case absolute

  // Lists and records
  case makeList
  /// `payload`: index of the names in `Program.fieldNames`
  case makeRecord
  /// lower, upper; `payload`: bit 0 lower included, bit 1 upper included
  case makeRange
  /// record; `payload`: index of the name in `Program.fieldNames`
  case field
  /// list, number; from 1, negative from the end; null outside
  case element
  /// list, body; `slot`: the local that holds the item
  case filter
  case some
  case every
  case forEach
  /// list of enumeration values, constant list: whether they share a value
  case intersectsConstant

  // The calendar of working days
  case workingDays
  case addWorkingDays

  // Dates, times, durations: dynamic on the kinds of their operands
  case addTemporal
  case subtractTemporal
  case scaleDuration
  case divideDuration

  // The library. Text
  case joinTexts
  case substring
  case stringLength
  case upperCase
  case lowerCase
  case substringBefore
  case substringAfter
  case containsText
  case startsWith
  case endsWith
  case textOf
  case stringJoin

  // Numbers
  case power
  case squareRoot
  case exponential
  case naturalLogarithm
  case modulo
  /// number, scale: the rounding modes of DMN table 75
  case roundHalfEven
  case roundFloor
  case roundCeiling
  case roundUp
  case roundDown
  case roundHalfUp
  case roundHalfDown
  case isOdd
  case isEven
  /// text, grouping separator or null, decimal separator or null
  case parseNumber

  // Numbers of a list
  case listMinimum
  case listMaximum
  case sum
  case mean
  case median
  case standardDeviation
  case mode
  case product

  // Lists
  case count
  case allTrue
  case anyTrue
  case sublist
  case append
  case concatenate
  case insertBefore
  case remove
  case replaceItem
  case reverse
  case indexOf
  case union
  case distinctValues
  case duplicateValues
  case flatten
  /// list of lists: one level flatter
  case joinLists
  /// first, last: the whole numbers from one to the other, downwards if the last is less
  case wholeNumbers

  // Making dates, times and durations
  case makeDate
  case parseDate
  case dateOf
  case makeTime
  case parseTime
  case timeOf
  case makeDateTime
  case parseDateTime
  case monthsBetween
  case negateDuration
  case absoluteDuration

  // Parts of dates, times and durations
  case yearOf
  case monthOf
  case dayOf
  case weekdayOf
  case hourOf
  case minuteOf
  case secondOf
  case dayOfYear
  case weekOfYear
  case dayOfWeek
  case monthOfYear
  case durationYears
  case durationMonths
  case durationDays
  case durationHours
  case durationMinutes
  case durationSeconds

  // Parts of ranges, and how points and ranges lie to each other (DMN table 78)
  case rangeStart
  case rangeEnd
  case rangeStartIncluded
  case rangeEndIncluded
  case before
  case after
  case meets
  case metBy
  case overlaps
  case overlapsBefore
  case overlapsAfter
  case finishes
  case finishedBy
  case includes
  case during
  case starts
  case startedBy
  case coincides

  /// `is`: exactly the same value
  case same
}
