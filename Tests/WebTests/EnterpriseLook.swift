import Casework
import Foundation
import Testing
import Values

@testable import Service
@testable import Web

/// Serves the enterprise's pages with a few claims on a port that somebody asked for, until it is stopped.
struct EnterpriseLook {
  @Test(
    "the pages of an enterprise are served where somebody asks for it",
    .enabled(if: ProcessInfo.processInfo.environment["HUIQI_ENTERPRISE_PORT"] != nil))
  func serve() async throws {
    let port = try #require(Int(ProcessInfo.processInfo.environment["HUIQI_ENTERPRISE_PORT"] ?? ""))
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      _ = try await desk.desk.accounts.create(
        NewAccount(loginName: "admin", name: "演示管理员", role: .administrator), password: EnterpriseDesk.password, by: .program)
      _ = try await desk.desk.accounts.create(
        NewAccount(loginName: "chushen", name: "演示初审员", role: .districtReviewer, office: try desk.district().office), by: .program)
      let browser = try await desk.enterprise()
      // In hand, waiting for a correction, a draft.
      for number in 0..<3 {
        let path = try await EnterpriseRoadTests.fill(browser, desk)
        let id = String(path.split(separator: "/").last ?? "")
        if number < 2 {
          try await browser.open(path + "/declaration")
          try await browser.send([("declared", "yes")])
          _ = try await desk.desk.cases.read(case: id, by: try desk.district())
        }
        if number == 1 {
          _ = try await desk.desk.cases.askCorrection(
            [
              .init(field: "fact:participation_booths", reason: "incorrect", note: "合同为 1 个展位"),
              .init(field: "paper:licence", reason: "unclear", note: nil),
            ],
            note: "请一并改正", case: id, by: try desk.district())
        }
      }
      print("READY")
      var settings = desk.frame.frame.settings
      settings.port = port
      let frame = try Frame(
        site: desk.frame.frame.site, settings: settings, signer: desk.frame.frame.signer, logger: desk.frame.frame.logger)
      try await WebServer(frame).run()
    }
  }
}
