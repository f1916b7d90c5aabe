public import Values

/// One numbered provision of a document (条款).
public struct Clause: Sendable {
  /// What a provision is.
  public enum Kind: String, Sendable, CaseIterable {
    case grant, graded, rate, interest, fund, contest, tax, land, planning, property, service, procedure, duty, target, register,
      supervision
    case fact, info

    /// Whether an enterprise gets money by it, rather than being checked, limited or informed.
    public var pays: Bool {
      switch self {
      case .grant, .graded, .rate, .interest, .fund, .contest, .tax, .land: true
      default: false
      }
    }

    /// The name people read.
    public var label: Bilingual {
      switch self {
      case .grant: Bilingual(zh: "定额奖补", en: "grant")
      case .graded: Bilingual(zh: "分档奖补", en: "graded award")
      case .rate: Bilingual(zh: "比例补助", en: "rate")
      case .interest: Bilingual(zh: "贴息", en: "interest subsidy")
      case .fund: Bilingual(zh: "资金", en: "fund")
      case .contest: Bilingual(zh: "择优评选", en: "contest")
      case .tax: Bilingual(zh: "税费", en: "tax")
      case .land: Bilingual(zh: "用地", en: "land")
      case .planning: Bilingual(zh: "规划", en: "planning")
      case .property: Bilingual(zh: "产权", en: "property")
      case .service: Bilingual(zh: "服务", en: "service")
      case .procedure: Bilingual(zh: "程序", en: "procedure")
      case .duty: Bilingual(zh: "职责", en: "duty")
      case .target: Bilingual(zh: "目标", en: "target")
      case .register: Bilingual(zh: "名录", en: "register")
      case .supervision: Bilingual(zh: "监督", en: "supervision")
      case .fact: Bilingual(zh: "事实", en: "fact")
      case .info: Bilingual(zh: "说明", en: "information")
      }
    }
  }

  /// How far it can be computed.
  public enum Computability: String, Sendable {
    /// The sum or the answer follows from stated facts.
    case full
    /// A part is left to judgement or not stated.
    case partial
    /// Nothing is computed.
    case none
  }

  /// Its id; never changes meaning.
  public let id: String
  /// Its document, by position in the book.
  public let document: Int
  /// Its title.
  public let title: Bilingual
  /// Where it stands in the document.
  public let article: String
  /// What it is.
  public let kind: Kind
  /// How far it can be computed.
  public let computability: Computability
  /// The units the text names as responsible, by id.
  public let leads: [String]
  /// Units that are likely responsible; never to be shown as the document's word.
  public let inferredLeads: [String]
  /// What it says, for provisions that compute nothing.
  public let summary: Bilingual?
}
