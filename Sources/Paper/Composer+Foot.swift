extension Composer {
  /// The foot of a page: the code and where to check it at the left, the number of the page at the right.
  func foot(page: Int, of count: Int, code: String, verifyAt: String) -> [Mark] {
    let style = TextStyle.foot
    let number = text(
      language == .zh ? "第 \(page) 页，共 \(count) 页" : "Page \(page) of \(count)", style, alignment: .trailing)
    let top = Page.foot + .tenths(40)
    var marks: [Mark] = [.area(x: Page.side, y: Page.foot, width: Page.measure, height: .tenths(5), darkness: 500)]
    let words = language == .zh ? ("核验码：", "核验网址：") : ("Verification code: ", "Verify at: ")
    let width = Page.measure - .tenths(900)
    let codeLine = text(words.0 + code.forOneLine, style, width: width)
    marks.append(.line(codeLine, 0, x: Page.side, baseline: top + style.ascent))
    if !verifyAt.isEmpty {
      let address = text(words.1 + verifyAt.forOneLine, style, width: Page.measure)
      let baseline = top + style.pitch + style.ascent
      let target = Link.target(verifyAt)
      if let target { marks.append(.openLink(target)) }
      for line in 0..<min(2, address.count) {
        marks.append(.line(address, line, x: Page.side, baseline: baseline + Length(line) * style.pitch))
      }
      if target != nil { marks.append(.closeLink) }
    }
    marks.append(.line(number, 0, x: Page.side, baseline: top + style.ascent))
    return marks
  }
}

/// Addresses that a click may open.
enum Link {
  /// The address as the drawing library takes it, or nil if it isn't one of the web.
  static func target(_ address: String) -> String? {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
    var out = ""
    for byte in address.utf8 {
      let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
      if isPlain {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        out += hex.count == 1 ? "%0" + hex : "%" + hex
      }
    }
    return out
  }
}
