import Foundation

/// Papers of a demonstration: small, made here, and sound. They say plainly that they prove nothing.
enum DemoPapers {
  /// A PDF of one page with these lines. Plain letters only: the fonts of the format have no others.
  static func pdf(_ lines: [String]) -> [UInt8] {
    let text = lines.map { line in
      let plain = String(line.unicodeScalars.filter { $0.isASCII && $0.value >= 32 })
      return "(" + plain.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)") + ") Tj T*"
    }
    let stream = "BT /F1 12 Tf 18 TL 56 760 Td " + text.joined(separator: " ") + " ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var out = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(out.utf8.count)
      out += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = out.utf8.count
    out += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { out += Numbers.padded(Int64(place), to: 10) + " 00000 n \n" }
    out += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(out.utf8)
  }

  /// A PNG of 64 × 64 points, black and white, whose pattern follows from a text, so that two texts have two pictures.
  static func png(_ text: String) -> [UInt8] {
    let side = 64
    let seed = Array(Digest.sha256(text).utf8)
    var rows: [UInt8] = []
    for row in 0..<side {
      rows.append(0)  // no filter
      for column in 0..<(side / 8) { rows.append(row % 8 == 0 ? 0 : seed[(row / 8 * 8 + column) % seed.count] | 0x81) }
    }
    func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) } }
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + content
      return number(UInt32(content.count)) + body + number(crc32(body))
    }
    let length = UInt16(rows.count)
    let stored: [UInt8] =
      [0x78, 0x01, 0x01, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)] + rows + number(adler32(rows))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", number(UInt32(side)) + number(UInt32(side)) + [1, 0, 0, 0, 0]) + chunk("IDAT", stored) + chunk("IEND", [])
  }

  /// Source: the PNG specification, annex D.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// Source: RFC 1950, 8.2.
  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
