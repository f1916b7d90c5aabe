extension PaperDocument {
  /// The paper as a PDF file.
  ///
  /// Blocks its thread for some tens of milliseconds, and papers are made one at a time: a server calls this on a thread that may
  /// wait. Throws `PaperError`.
  public func pdf() throws -> [UInt8] {
    guard let made = PaperTime(created) else { throw PaperError.badTime(created) }
    return try FontKit.alone { kit in
      var composer = Composer(kit: kit, language: language)
      composer.add(title: title)
      for block in blocks { composer.add(block) }
      var pages = composer.pages
      for index in pages.indices {
        pages[index] += composer.foot(page: index + 1, of: pages.count, code: code, verifyAt: verifyAt)
      }
      let file = try Painter(document: self, made: made).pdf(pages)
      return PDFLanguage.add(language == .zh ? "zh-CN" : "en", to: file) ?? file
    }
  }
}
