import Rules
import Values

extension Operation {
  /// What people call an operation that is written like a function. Those with signs or sentences of their own stand in `Sentences`.
  var word: Bilingual {
    switch self {
    case .makeList: Bilingual(zh: "列表", en: "list")
    case .makeRange: Bilingual(zh: "区间", en: "range")
    case .element: Bilingual(zh: "第几项", en: "item of")
    case .filter: Bilingual(zh: "筛选", en: "those of")
    case .some: Bilingual(zh: "任一项满足", en: "any of")
    case .every: Bilingual(zh: "每一项都满足", en: "every one of")
    case .forEach: Bilingual(zh: "逐项", en: "for each of")
    case .joinTexts, .stringJoin: Bilingual(zh: "连接", en: "join")
    case .substring: Bilingual(zh: "截取", en: "part of")
    case .stringLength: Bilingual(zh: "字数", en: "length of")
    case .upperCase: Bilingual(zh: "转大写", en: "upper case of")
    case .lowerCase: Bilingual(zh: "转小写", en: "lower case of")
    case .containsText: Bilingual(zh: "包含文字", en: "contains text")
    case .startsWith: Bilingual(zh: "开头为", en: "starts with")
    case .endsWith: Bilingual(zh: "结尾为", en: "ends with")
    case .power: Bilingual(zh: "乘方", en: "power")
    case .squareRoot: Bilingual(zh: "平方根", en: "square root")
    case .modulo: Bilingual(zh: "余数", en: "remainder")
    case .roundHalfUp, .roundHalfDown, .roundHalfEven: Bilingual(zh: "四舍五入", en: "round")
    case .roundUp, .roundCeiling: Bilingual(zh: "向上取整到位", en: "round up")
    case .roundDown, .roundFloor: Bilingual(zh: "向下取整到位", en: "round down")
    case .isOdd: Bilingual(zh: "为奇数", en: "is odd")
    case .isEven: Bilingual(zh: "为偶数", en: "is even")
    case .listMinimum: Bilingual(zh: "最小值", en: "least of")
    case .listMaximum: Bilingual(zh: "最大值", en: "greatest of")
    case .sum: Bilingual(zh: "合计", en: "sum of")
    case .mean: Bilingual(zh: "平均值", en: "mean of")
    case .median: Bilingual(zh: "中位数", en: "median of")
    case .product: Bilingual(zh: "乘积", en: "product of")
    case .count: Bilingual(zh: "项数", en: "number of")
    case .allTrue: Bilingual(zh: "全部成立", en: "all hold")
    case .anyTrue: Bilingual(zh: "任一成立", en: "any holds")
    case .distinctValues: Bilingual(zh: "不重复项", en: "distinct of")
    case .makeDate, .dateOf: Bilingual(zh: "日期", en: "date")
    case .monthsBetween: Bilingual(zh: "相隔年月", en: "years and months between")
    case .yearOf: Bilingual(zh: "年份", en: "year of")
    case .monthOf: Bilingual(zh: "月份", en: "month of")
    case .dayOf: Bilingual(zh: "日", en: "day of the month of")
    case .weekdayOf, .dayOfWeek: Bilingual(zh: "星期", en: "day of the week of")
    case .rangeStart: Bilingual(zh: "起始", en: "start of")
    case .rangeEnd: Bilingual(zh: "终止", en: "end of")
    default: Bilingual(zh: String(describing: self), en: String(describing: self))
    }
  }
}
