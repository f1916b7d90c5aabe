import Values

extension BuiltIns {
  /// Functions of numbers (DMN 1.5, tables 75 and 76).
  static func numeric(_ operation: Operation, _ a: [Value]) -> Value? {
    switch operation {
    case .power: Value(pair(a) { $0.power($1) })
    case .squareRoot: Value(a.number(0)?.squareRoot)
    case .exponential: Value(a.number(0)?.exponential)
    case .naturalLogarithm: Value(a.number(0)?.naturalLogarithm)
    case .modulo: Value(pair(a) { $0.remainder(floored: $1) })
    case .roundHalfEven: rounded(a, .halfEven)
    case .roundFloor: rounded(a, .floor)
    case .roundCeiling: rounded(a, .ceiling)
    case .roundUp: rounded(a, .up)
    case .roundDown: rounded(a, .down)
    case .roundHalfUp: rounded(a, .halfUp)
    case .roundHalfDown: rounded(a, .halfDown)
    case .isOdd: Value(a.number(0).flatMap(isEven).map { !$0 })
    case .isEven: Value(a.number(0).flatMap(isEven))
    case .parseNumber: Value(parseNumber(a))
    case .listMinimum: extreme(a.list(0), sign: -1)
    case .listMaximum: extreme(a.list(0), sign: 1)
    case .sum: Value(numbers(a.list(0)).flatMap(sum))
    case .mean: Value(numbers(a.list(0)).flatMap(mean))
    case .median: Value(numbers(a.list(0)).flatMap(median))
    case .standardDeviation: Value(numbers(a.list(0)).flatMap(standardDeviation))
    case .mode: Value(numbers(a.list(0)).map(mode))
    case .product: Value(numbers(a.list(0)).flatMap(product))
    default: nil
    }
  }

  private static func pair(_ a: [Value], _ function: (Number, Number) -> Number?) -> Number? {
    guard let x = a.number(0), let y = a.number(1) else { return nil }
    return function(x, y)
  }

  /// Scales outside those of decimal128 have no meaning (DMN 1.5, 10.3.4.5).
  private static func rounded(_ a: [Value], _ mode: RoundingMode) -> Value {
    guard let number = a.number(0), let scale = a.position(1), (-6111...6176).contains(scale) else { return .null }
    return Value(number.rounded(scale: scale, mode))
  }

  /// Nil for a number with a fraction, which is neither odd nor even.
  private static func isEven(_ number: Number) -> Bool? {
    number.isInteger ? number.remainder(floored: 2)?.isZero : nil
  }

  private static func parseNumber(_ a: [Value]) -> Number? {
    guard let text = a.string(0) else { return nil }
    let grouping = a.string(1)
    let decimal = a.string(2)
    if let grouping, ![" ", ",", "."].contains(grouping) { return nil }
    if let decimal, ![",", "."].contains(decimal) || decimal == grouping { return nil }
    var plain = ""
    for character in text.unicodeScalars {
      if let grouping, grouping.unicodeScalars.first == character { continue }
      let isPoint = decimal?.unicodeScalars.first == character
      // Where another sign is the decimal point, a point in the text is not one.
      if character == ".", !isPoint, decimal != nil { return nil }
      plain.unicodeScalars.append(isPoint ? "." : character)
    }
    return Number(plain)
  }

  // MARK: Lists of numbers

  /// The numbers of a list; nil if there is a null among them.
  private static func numbers(_ list: [Value]?) -> [Number]? {
    guard let list else { return nil }
    var numbers: [Number] = []
    for item in list {
      guard case .number(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func extreme(_ list: [Value]?, sign: Int) -> Value {
    guard let list, var best = list.first else { return .null }
    for item in list.dropFirst() {
      guard let order = item.compare(best) else { return .null }
      if order * sign > 0 { best = item }
    }
    return best
  }

  private static func sum(_ numbers: [Number]) -> Number? { reduce(numbers) { $0.adding($1) } }

  private static func product(_ numbers: [Number]) -> Number? { reduce(numbers) { $0.multiplied(by: $1) } }

  private static func reduce(_ numbers: [Number], _ function: (Number, Number) -> Number?) -> Number? {
    guard var result = numbers.first else { return nil }
    for number in numbers.dropFirst() {
      guard let next = function(result, number) else { return nil }
      result = next
    }
    return result
  }

  private static func mean(_ numbers: [Number]) -> Number? { sum(numbers)?.divided(by: Number(numbers.count)) }

  private static func median(_ numbers: [Number]) -> Number? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted { $0 < $1 }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return sorted[middle - 1].adding(sorted[middle])?.divided(by: 2)
  }

  /// Of a sample: the squares are divided by one less than their number.
  private static func standardDeviation(_ numbers: [Number]) -> Number? {
    guard numbers.count > 1, let mean = mean(numbers) else { return nil }
    let squares = numbers.compactMap { $0.subtracting(mean).flatMap { $0.multiplied(by: $0) } }
    guard squares.count == numbers.count else { return nil }
    return sum(squares)?.divided(by: Number(numbers.count - 1))?.squareRoot
  }

  /// The most frequent numbers, in ascending order.
  private static func mode(_ numbers: [Number]) -> [Value] {
    var counts: [Number: Int] = [:]
    for number in numbers { counts[number, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return counts.filter { $0.value == most }.keys.sorted { $0 < $1 }.map { .number($0) }
  }
}
