import Values

/// What a new password must be. Length is what counts; there are no rules about kinds of characters, and none expires.
enum PasswordRules {
  static let shortest_characters = 10
  /// More is no better, and somebody could keep the machine busy with it.
  static let longest_characters = 128

  /// Everything that is wrong with a new password; empty if it may be used.
  static func problems(_ password: String, loginName: String, pointer: String) -> [Refusal.Detail] {
    let text = PasswordHash.normalised(password)
    let length = text.unicodeScalars.count
    func detail(_ code: String, _ zh: String, _ en: String) -> Refusal.Detail {
      Refusal.Detail(pointer: pointer, code: code, message: Bilingual(zh: zh, en: en))
    }
    if length < shortest_characters {
      return [
        detail(
          "password.too_short", "密码至少 \(shortest_characters) 个字符。可以用几个不相关的词组成一句话。",
          "A password has at least \(shortest_characters) characters. A few words that have nothing to do with each other will do.")
      ]
    }
    if length > longest_characters {
      return [
        detail(
          "password.too_long", "密码不能超过 \(longest_characters) 个字符。", "A password has at most \(longest_characters) characters.")
      ]
    }
    if isLike(text.lowercased(), loginName.lowercased()) {
      return [detail("password.like_login_name", "密码不能与用户名相同或相近。", "The password must not be the user name or close to it.")]
    }
    if isCommon(text.lowercased()) {
      return [
        detail("password.too_common", "这个密码太常见，容易被猜到。请换一个。", "This password is among the first that anybody tries. Choose another.")
      ]
    }
    return []
  }

  /// The login name, alone or with a few characters around it.
  private static func isLike(_ password: String, _ name: String) -> Bool {
    !name.isEmpty && password.contains(name) && password.unicodeScalars.count - name.unicodeScalars.count < 6
  }

  /// On the list, the same few characters over and over, or a row of the keyboard or the alphabet.
  private static func isCommon(_ password: String) -> Bool {
    let scalars = password.unicodeScalars.map(\.value)
    let repeats = (1...3).contains { period in scalars.indices.allSatisfy { scalars[$0] == scalars[$0 % period] } }
    if repeats || commonPasswords.contains(password) { return true }
    return [password, String(password.reversed())].contains { word in rows.contains { $0.contains(word) } }
  }

  private static let rows = [
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
  ]

  /// Passwords of ten characters or more that stand at the top of every published list, and their Chinese cousins.
  private static let commonPasswords: Set<String> = [
    "password10", "password11", "password12", "password123", "password1234", "password12345", "passw0rd123", "p@ssw0rd123", "p@ssword123",
    "p@ssw0rd1234", "password!!", "password@123", "passwordpassword", "administrator", "admin12345", "admin123456", "admin@12345",
    "adminadmin",
    "administrator1", "root123456", "rootroot123", "welcome123", "welcome1234", "welcome@123", "letmein123", "letmein1234", "iloveyou12",
    "iloveyou123", "iloveyou1234", "changeme123", "changeme1234", "qwerty1234", "qwerty12345", "qwerty123456", "qwertyuiop1",
    "qwertyuiop123",
    "qwer123456", "qwer12345678", "asdf123456", "asdfghjkl1", "asdfghjkl123", "zxcvbnm123", "zxcvbnm1234", "abc1234567", "abc12345678",
    "abc123456789", "abcd123456", "abcd12345678", "abcde12345", "abc123abc123", "a123456789", "a1234567890", "aa123456789", "q123456789",
    "z123456789", "w123456789", "qq123456789", "123456789a", "1234567890a", "123456789q", "123456789qq", "12345678910", "123456789abc",
    "1234567891", "123456789123", "1234512345", "1234554321", "123123123a", "1123581321", "147258369a", "1472583690", "14725836900",
    "159357159357",
    "1357924680", "2468013579", "9876543210", "0987654321", "5201314520", "5201314521", "1314520520", "1314520123", "520520520a",
    "woaini1314",
    "woaini520", "woaini1314520", "woaini123456", "woaini5201314", "woaiwojia1", "zhongguo123", "zhongguo666", "nihao123456", "dearbook123",
    "football123", "baseball123", "superman123", "dragon12345", "monkey12345", "sunshine123", "princess123", "michael123", "1q2w3e4r5t6y",
    "zaq12wsxcde3", "zaq1zaq1zaq1", "1qazxsw23edc", "1qaz2wsx3edc", "1qaz!qaz2wsx", "!qaz2wsx3edc", "q1w2e3r4t5", "asd123456789",
    "test123456",
    "test12345678", "guest12345", "user123456", "demo123456", "default123", "temp123456", "huiqi12345", "huiqi123456", "huiqi2025!",
    "huiqi2026!",
  ]
}
