import Testing

@testable import CommandLine

/// What `huiqi serve` is told about accounts and uploads.
struct ServeOptionsTests {
  @Test func byItselfTheServiceIsOpen() throws {
    let command = try ServeCommand.parse([])
    #expect(command.accountSettings.allowsRegistration)
    #expect(command.accountSettings.rolesWithSecondFactor.isEmpty)
    #expect(command.uploadSettings.quota_bytes == 2 << 30)
  }

  @Test func inEarnestItAsksForMore() throws {
    let command = try ServeCommand.parse(["--require-second-factor", "--closed-registration", "--upload-quota", "500"])
    #expect(!command.accountSettings.allowsRegistration)
    let roles = command.accountSettings.rolesWithSecondFactor.map(\.rawValue).sorted()
    #expect(roles == ["administrator", "auditor", "city_reviewer", "district_finance", "district_reviewer", "finance"])
    #expect(command.uploadSettings.quota_bytes == 500 << 20)
  }

  @Test(arguments: ["0", "-1", "1000001", "x"]) func aQuotaIsANumberOfMB(typed: String) {
    #expect(throws: (any Error).self) { _ = try ServeCommand.parse(["--upload-quota", typed]) }
  }
}
