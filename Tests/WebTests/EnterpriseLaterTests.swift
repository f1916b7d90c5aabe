import Casework
import Foundation
import TestSupport
import Testing
import Values

@testable import Service
@testable import Storage
@testable import Web

/// What an enterprise does after its claim was accepted.
struct EnterpriseLaterTests {
  @Test("a promised paper is handed in; a payment that the bank returned is paid to another account")
  func later() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall()
      let cases = desk.desk.cases
      let procedure = desk.procedure
      let browser = try await desk.enterprise()
      let path = try await EnterpriseRoadTests.fill(browser, desk)
      try await browser.open(path + "/declaration")
      try await browser.send([("declared", "yes")])
      let id = String(path.split(separator: "/").last ?? "")

      // Accepted with a promise.
      let district = try desk.district()
      _ = try await cases.accept(case: id, granted: nil, promises: ["booth_proof": try #require(CivilDate("2026-03-12"))], by: district)
      try await browser.open(path)
      #expect(browser.contains("需要补交：参展合同及现场照片"))
      #expect(browser.contains("请在2026年3月12日（周四）前补交。"))
      #expect(browser.contains("区级初审：通过，部分材料补交"))
      try await browser.open(path + "/promises/booth_proof")
      let form = browser.page
      try await browser.upload([("file", "booth.png", Array("nothing".utf8))])
      #expect(browser.status == 422)
      try await browser.upload([("file", "booth.pdf", EnterpriseRoadTests.pdf)])
      #expect(browser.flash == "材料已补交")
      #expect(!browser.contains("需要补交"))
      browser.put(form, path + "/promises/booth_proof")
      try await browser.upload([("file", "booth.pdf", EnterpriseRoadTests.pdf)])
      #expect(browser.path == path)
      #expect(try await cases.read(case: id, by: district).content.papers.filter { $0.kind == "booth_proof" }.count == 1)

      // Plan, re-review, notice, budget.
      let city = Actor(account: "city-1", role: .cityReviewer, office: procedure.cityOffice.id)
      let finance = Actor(account: "finance-1", role: .finance)
      _ = try await cases.appropriate(procedure: procedure.id, year: 2027, amount: Money(minor: 100_000_000), reference: "预算", by: finance)
      _ = try await cases.proposePlan(procedure: procedure.id, cases: [id], by: district)
      _ = try await cases.accept(case: id, granted: nil, by: city)
      _ = try await cases.openNotice(procedure: procedure.id, cases: [id], by: city)
      try await browser.open(path)
      #expect(browser.contains("公示中"))
      #expect(!browser.contains("撤回申报"))
      try await browser.open(path + "/withdraw")
      #expect(browser.path == path)
      desk.time.set(try #require(Moment("2026-03-13T02:00:00.000Z")))
      _ = try await cases.tick()
      _ = try await cases.budget(procedure: procedure.id, cases: [id], by: city)
      desk.time.set(try #require(Moment("2027-01-05T02:00:00.000Z")))
      _ = try await cases.release(procedure: procedure.id, cases: [id], by: finance)
      let payer = Actor(account: "payer-1", role: .districtFinance, office: district.office)
      let batch = try await cases.orderPayments(procedure: procedure.id, cases: [id], by: payer)
      let sum = Money(minor: 3_000_000)
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: sum, outcome: .returned(reason: "户名不符"))], batch: batch.id, by: payer)

      // The bank returned it.
      try await browser.signIn("yanshi")
      try await browser.open("/my")
      #expect(browser.contains("银行退回了拨款，请更正收款账户"))
      try await browser.open(path)
      #expect(browser.contains("银行说明：户名不符"))
      try await browser.open(path + "/bank")
      let account = [("holder", EnterpriseDesk.name), ("bank", "演示银行新会支行"), ("number", "6222000011113333")]
      let page = browser.page
      // Without the password once more nothing is done, and a wrong one is not shown again.
      try await browser.send(account + [("proof", "")])
      #expect(browser.status == 422 && browser.problems == ["请输入验证码或登录密码。"])
      browser.put(page, path + "/bank")
      try await browser.send(account + [("proof", "不是密码 at all")])
      #expect(browser.status == 422 && browser.problems == ["密码不正确。"] && !browser.contains("不是密码"))
      browser.put(page, path + "/bank")
      try await browser.send(account + [("proof", EnterpriseDesk.password)])
      #expect(browser.flash == "收款账户已更换，等待期满后可以拨付")
      #expect(browser.contains("原账户 ************2222，新账户 ************3333"))
      browser.put(page, path + "/bank")
      try await browser.send(account + [("proof", EnterpriseDesk.password)])
      #expect(browser.path == path)
      #expect(browser.status == 200)
      await #expect(throws: Refusal.self) { try await cases.orderPayments(procedure: procedure.id, cases: [id], by: payer) }
      desk.time.advance(seconds: 4 * 86_400)
      try await browser.signIn("yanshi")
      let again = try await cases.orderPayments(procedure: procedure.id, cases: [id], by: payer)
      _ = try await cases.takeBankResults([BankResult(line: 1, amount: sum, outcome: .paid(reference: "B1"))], batch: again.id, by: payer)
      try await browser.open(path)
      #expect(browser.contains("拨付 30,000 元"))
      #expect(browser.contains("************3333"))
      #expect(browser.contains("已拨付"))
    }
  }

  @Test("a file over the limit is let pass to its end, and then refused; one that breaks off leaves nothing")
  func intake() async throws {
    try await TemporaryFolder.with { folder in
      let files = try FileStore(root: folder.path)
      let intake = PaperIntake(files, room: 9, limit_bytes: 100)
      func receiver(_ name: String) throws -> any FileReceiver {
        try intake.receiver(FileStart(field: "file", displayName: name, claimedType: ""))
      }
      let large = try receiver("a.pdf")
      for _ in 0..<50 { try await large.receive([UInt8](repeating: 65, count: 10)) }
      await #expect(throws: FileRefusal.tooLarge(limit_bytes: 100)) { try await large.finish() }

      let broken = try receiver("b.pdf")
      try await broken.receive(EnterpriseRoadTests.pdf)
      await broken.cancel()
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/incoming").isEmpty)

      let sound = try receiver("c.pdf")
      for byte in EnterpriseRoadTests.pdf { try await sound.receive([byte]) }
      let sha256 = try await sound.finish()
      #expect(sha256 == Digest.sha256(EnterpriseRoadTests.pdf))
      let sent = FormValues.File(field: "file", displayName: "c.pdf", claimedType: "", length_bytes: 0, reference: sha256)
      #expect(intake.file(sent)?.kind == .pdf)
      #expect(intake.file(sent)?.size_bytes == Int64(EnterpriseRoadTests.pdf.count))
      await files.close()
    }
  }

  @Test("a draft that misses its call says so and can't be handed in")
  func missed() async throws {
    try await EnterpriseDesk.with { desk in
      try await desk.openCall("2026-03-01", "2026-03-06")
      let browser = try await desk.enterprise()
      let path = try await EnterpriseRoadTests.fill(browser, desk)
      #expect(browser.contains("申报截止：2026年3月6日（周五），还剩 1 个工作日。"))
      desk.time.set(try #require(Moment("2026-03-09T02:00:00.000Z")))
      _ = try await desk.desk.cases.tick()
      try await browser.signIn("yanshi")
      try await browser.open(path)
      #expect(browser.contains("逾期未提交"))
      #expect(browser.contains("申报已于2026年3月6日（周五）截止，这份草稿没有提交，已关闭。下一次申报时间尚未公布"))
      try await desk.openCall("2026-04-01", "2026-04-30")
      try await browser.open(path)
      #expect(browser.contains("下一次申报期为2026年4月1日（周三）至2026年4月30日（周四），届时可以重新申报。"))
      try await browser.open(path + "/declaration")
      #expect(browser.path == path)
      try await browser.open(path + "/bank")
      #expect(browser.status == 409)
    }
  }

  @Test("files of earlier claims are used again, and the account is offered")
  func reuse() async throws {
    try await EnterpriseDesk.with { desk in
      let browser = try await desk.enterprise()
      _ = try await EnterpriseRoadTests.fill(browser, desk)
      try await browser.open("/my/new/jm2025-61.11.1.aeo")
      try await browser.send()
      let path = browser.path
      // Facts about the enterprise are there already.
      #expect(browser.contains("已完成"))
      try await browser.open(path + "/papers/licence")
      #expect(browser.contains("licence.pdf"))
      let sha256 = Digest.sha256(EnterpriseRoadTests.pdf + Array("licence".utf8))
      try await browser.send([("earlier", sha256)], to: path + "/papers/licence/reuse")
      #expect(browser.path == path + "/papers")
      #expect(browser.contains(String(sha256.prefix(8))))
      try await browser.send(to: path + "/papers/remove")
      #expect(!browser.contains(String(sha256.prefix(8))))
      // A hash of somebody else's file brings nothing.
      try await browser.open(path + "/papers/licence")
      try await browser.send([("earlier", String(repeating: "0", count: 64))], to: path + "/papers/licence/reuse")
      #expect(browser.status == 422)
      try await browser.open(path + "/bank")
      #expect(browser.contains("value=\"6222 0000 1111 2222\""))
    }
  }
}
