extension String {
  // Swift's own == and < on strings fold canonically equivalent spellings. FEEL compares code points, and the order of UTF-8
  // bytes is the order of code points.

  /// Whether both strings are the same sequence of code points.
  func hasSameCodePoints(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// -1, 0 or 1, by code point.
  func compareCodePoints(_ other: String) -> Int {
    var left = utf8.makeIterator()
    var right = other.utf8.makeIterator()
    while true {
      switch (left.next(), right.next()) {
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      case (let left?, let right?): if left != right { return left < right ? -1 : 1 }
      }
    }
  }
}
