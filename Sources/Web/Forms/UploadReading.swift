import Values

/// Reads a multipart form to its end: fields into memory, files into their receivers.
enum UploadReading {
  static let fieldsLimit_bytes = 1 << 20
  static let filesLimit = 20

  static func read(
    _ multipart: MultipartReader, _ body: BodyReader, _ opening: Upload.Opening, isToken: (String?) -> Bool
  ) async throws -> FormValues {
    var reader = multipart
    var pairs: [(name: String, value: String)] = []
    var files: [FormValues.File] = []
    var fields_bytes = 0
    var isTokenChecked = false
    var part: MultipartReader.Part?
    var text: [UInt8] = []
    var receiver: (any FileReceiver)?
    var length_bytes = 0
    func checkToken() throws(Failure) {
      if isTokenChecked { return }
      guard isToken(pairs.first { $0.name == "csrf" }?.value) else { throw Frame.staleForm }
      isTokenChecked = true
    }
    do {
      while let bytes = try await body.next() {
        for event in try reader.read(bytes) {
          switch event {
          case .began(let began):
            part = began
            text = []
            length_bytes = 0
          case .bytes(let bytes):
            guard let part else { continue }
            if part.fileName == nil {
              fields_bytes += bytes.count
              guard fields_bytes <= fieldsLimit_bytes else { throw BodyReader.tooLarge(fieldsLimit_bytes) }
              text += bytes
            } else {
              if receiver == nil {
                try checkToken()
                guard files.count < filesLimit else { throw MultipartReader.malformed }
                receiver = try await opening(start(part))
              }
              length_bytes += bytes.count
              try await receiver?.receive(bytes)
            }
          case .ended:
            guard let ended = part else { continue }
            part = nil
            if let fileName = ended.fileName {
              // A file field that was left empty has neither a name nor bytes; an empty file has a name.
              if receiver == nil, fileName.isEmpty { continue }
              if receiver == nil {
                try checkToken()
                receiver = try await opening(start(ended))
              }
              let open = receiver
              let reference = try await open?.finish() ?? ""
              receiver = nil
              files.append(
                FormValues.File(
                  field: ended.name, displayName: start(ended).displayName, claimedType: ended.contentType, length_bytes: length_bytes,
                  reference: reference))
            } else {
              guard let value = String(validating: text, as: UTF8.self), !text.contains(0) else { throw MultipartReader.malformed }
              pairs.append((ended.name, value))
            }
          }
        }
      }
      guard reader.isComplete else { throw incomplete }
      try checkToken()
    } catch {
      await receiver?.cancel()
      throw error
    }
    return FormValues(Query(pairs), files: files)
  }

  private static func start(_ part: MultipartReader.Part) -> FileStart {
    let name = part.fileName ?? ""
    return FileStart(field: part.name, displayName: name.isEmpty ? "file" : name, claimedType: part.contentType)
  }

  static let incomplete = Failure(
    status: .badRequest, code: "form.incomplete", title: Bilingual(zh: "提交中断", en: "The form came incomplete"),
    detail: Bilingual(zh: "提交在途中断开，没有保存。请重新提交。", en: "The form broke off on its way and was not kept. Send it again."))
}
