public import Diagnostics
public import Values

extension Diagnostic {
  /// What is wrong with stated facts, for whoever stated them: in Chinese a sentence of its own, in English the message.
  public var factSentence: Bilingual {
    // The name stands first in the message, between backticks.
    let pieces = message.split(separator: "`", omittingEmptySubsequences: false)
    let name = pieces.count > 2 ? "“" + pieces[1].prefix(80) + "”" : ""
    let zh =
      switch id {
      case .malformedJSON, .malformedYAML: "格式有误，请检查标点、引号和缩进"
      case .invalidUTF8: "内容不是 UTF-8 文本"
      case .nestedTooDeep: "层次过深，请按“名称：取值”逐行填写"
      case .fileTooLarge: "内容过长"
      case .tooManyValues: "内容过多，一次最多 \(JSONReader.nodeLimit) 个值"
      case .duplicateKey: name + "写了两次，请只保留一处"
      case .unknownFact, .unknownKey, .unknownName: name.isEmpty ? "有不认识的名称" : "没有名为" + name + "的事实"
      case .unknownMeasure, .unknownID: name.isEmpty ? "有不认识的编号" : "没有编号" + name
      case .factOutOfRange: name + "的取值超出范围"
      case .unknownEnumValue, .invalidValue, .typeMismatch, .unitMismatch: name + "的取值无效"
      case .wrongShape, .missingKey: "应按“名称：取值”逐行填写事实"
      default: "内容无法识别"
      }
    return Bilingual(zh: zh, en: message)
  }
}
