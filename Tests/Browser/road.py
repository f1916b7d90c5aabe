"""The whole road of two claims, walked in the browser by everybody who has a part in it: from registration to money paid, one payment
returned by the bank and ordered again, a correction, an objection, a report, and money recovered."""
import re
import time
from datetime import datetime, timedelta, timezone

from browser import DESK, PHONE
from service import ROOT

CHINA = timezone(timedelta(hours=8))
FAIR = "jm2025-61.9.1.1.foreign"
CREDIT = "jm2025-61.10.2.credit-info"
PASSWORD = "glass-on-the-hill-2025"
COMPANY = "江门演示玻璃有限公司"
COMMON = {
    "applicant_type": "enterprise", "enterprise_registered_city": "jiangmen", "enterprise_district": "pengjiang",
    "enterprise_is_exporter": "true", "enterprise_consignor_since_2024": "true", "enterprise_export_in_customs_stats": "true",
    "enterprise_exports_via_agent_since_2024": "false", "claim_other_subsidy_cny": "0",
}
FACTS = {
    FAIR: {
        **COMMON, "claim_event_date": "2025-09-10", "claim_actual_cost_cny": "９０，０００", "exhibition_in_key_plan": "true",
        "exhibition_place_class": "foreign_country", "exhibition_country_code": "JP", "participation_booths": "3",
        "participation_booth_type": "standard", "participation_eligible_cost_cny": "90000",
    },
    CREDIT: {
        **COMMON, "claim_event_date": "2025-09-10", "claim_actual_cost_cny": "12000", "creditinfo_provider": "sinosure",
        "creditinfo_fee_paid_cny": "12000",
    },
}
COST = {FAIR: "90000", CREDIT: "12000"}


def credit_code(beginning):
    """The code that begins with these 17 characters (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(letter) * pow(3, place, 31) for place, letter in enumerate(beginning))
    return beginning + alphabet[(31 - total % 31) % 31]


def paper(name):
    """A small PDF."""
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": f"%PDF-1.4\n% {name}\n%%EOF\n".encode()}


class Road:
    def __init__(self, browser, results):
        self.browser = browser
        self.results = results
        self.ids = {}

    def day(self, text, clock="10:00"):
        """A new day begins; whoever was signed in has to sign in again."""
        self.browser.service.stand_at(datetime.fromisoformat(f"{text}T{clock}:00").replace(tzinfo=CHINA))

    def person(self, login=None, viewport=DESK):
        return self.browser.person(login, PASSWORD, viewport=viewport) if login == "glass" else self.browser.person(login, viewport=viewport)

    def state(self, person, path, *texts):
        """Opens a page until what time does by itself has happened: the server looks every half minute."""
        end = time.monotonic() + 75
        while True:
            person.go(path, look=False)
            shown = person.text()
            if all(text in shown for text in texts) or time.monotonic() > end:
                person.look()
                return person.expect(path, *texts)
            time.sleep(2)

    def sure(self, person):
        """Goes through the page that asks before an act that can't be undone."""
        if person.page.locator(".interruption").count():
            person.look(f"sure-{person.page.url.rsplit('/', 1)[-1]}")
            person.send("", look=True)

    def done(self, what, person):
        problems = person.refused()
        self.results.check(what, not problems and (person.status or 0) < 400, f"{person.page.url} {person.status} {problems}")

    def choose(self, person, cases):
        """Marks these cases of a list and no others."""
        boxes = person.page.locator('main input[type="checkbox"][name="case"]')
        found = []
        for place in range(boxes.count()):
            box = boxes.nth(place)
            value = box.get_attribute("value")
            box.set_checked(value in cases)
            if value in cases:
                found.append(value)
        self.results.check(f"{person.page.url} offers {cases}", set(found) == set(cases), found)

    # The enterprise

    def register(self):
        with self.person() as someone:
            someone.go("/").go("/policies").go("/policies/" + FAIR, look=True)
            someone.go("/register")
            someone.send("", {"credit_code": "91440703DEM0", "company": COMPANY}, look=True)
            self.results.check("a wrong credit code is told", bool(someone.refused()), someone.page.url)
            code = credit_code("91440703DEM000099")
            typed = "".join(chr(ord(letter) + 0xFEE0) for letter in code[:9]) + " " + code[9:]
            someone.send("", {
                "credit_code": typed, "company": COMPANY, "district": "pengjiang", "name": "虚构十二", "login_name": "glass",
                "password": PASSWORD, "again": PASSWORD,
            })
            self.done("registered", someone)
            someone.go("/my").expect("the home of an enterprise", COMPANY)

    def calculator(self):
        with self.person(viewport=PHONE) as someone:
            someone.go("/calculator")
            for number in range(4):
                form = someone.page.locator("main form").first
                typed = form.locator('input[type="text"]:not([name="on"])')
                if form.locator('input[type="radio"]').count():
                    form.locator('input[type="radio"]').first.check()
                elif form.locator("select").count():
                    form.locator("select").first.select_option(index=1)
                elif typed.count():
                    is_date = "2025" in form.inner_text() or "日期" in form.inner_text()
                    typed.first.fill("2025-09-10" if is_date else "2")
                with someone.page.expect_navigation():
                    form.locator('button[type="submit"], button:not([type])').first.click()
                someone.look(f"calculator-{number}")
                self.results.check("the calculator goes on", someone.status == 200, f"{someone.status} {someone.refused()}")

    def claim(self, glass, measure):
        glass.go("/my/new/" + measure)
        glass.send("")
        case = re.search(r"/my/cases/([0-9-]+)", glass.page.url)
        self.results.check(f"a draft of {measure}", case is not None, glass.page.url)
        identifier = case.group(1)
        self.ids[measure] = identifier
        base = "/my/cases/" + identifier
        for link in [link for link in glass.links() if link.startswith(base + "/facts/")]:
            glass.go(link)
            form = glass.form("")
            known = FACTS[measure]
            glass.send("", {name: known[name] for name in glass.names(form) if name in known})
            self.done(f"facts {link}", glass)
        glass.go(base, look=False)
        if base + "/particulars" in glass.links():
            glass.go(base + "/particulars")
            glass.send("", {"exhibition_name": "演示玻璃制品展（东京）"} if measure == FAIR else {})
            self.done("particulars", glass)
        glass.go(base + "/vouchers")
        glass.send("/vouchers", {"number": f"99{measure[-4:]}0001", "issuer": "示例服务有限公司", "day": "2025-9-10", "amount": COST[measure]})
        self.done("a voucher", glass)
        glass.go(base + "/papers")
        for link in sorted({link for link in glass.links() if link.startswith(base + "/papers/")}):
            glass.go(link)
            glass.send(link.split("?")[0], {"file": paper(link.rsplit("/", 1)[-1] + measure)})
            self.done(f"upload {link}", glass)
        glass.go(base + "/bank")
        glass.send("", {"holder": COMPANY, "bank": "演示银行蓬江支行", "number": "9900 0000 0000 0000 995"})
        self.done("the bank account", glass)
        glass.go(base).go(base + "/check")
        self.results.check("nothing is missing", base + "/declaration" in " ".join(glass.links()), glass.text()[-300:])
        glass.go(base + "/declaration")
        glass.send("", {}, look=True)
        self.results.check("the declaration has to be ticked", bool(glass.refused()), glass.page.url)
        glass.send("", {"declared": True})
        self.done("handed in", glass)
        glass.go(base + "/receipt").expect("the receipt", "HQ20251201-", identifier)
        glass.page.reload()
        glass.go(base)

    # The officers

    def correct(self, login, case):
        with self.person(login) as officer:
            officer.go("/desk").go("/desk/queue").expect("the queue", case)
            officer.go(f"/desk/cases/{case}")
            officer.send("/take")
            self.done("taken", officer)
            officer.go(f"/desk/cases/{case}", look=False)
            form = officer.form("/correct")
            officer.fill(form, {"mark": ["fact:participation_booths", "paper:payment_proof"]})
            for field, why, note in (("fact:participation_booths", "incorrect", "合同载明为2个展位"), ("paper:payment_proof", "unclear", "看不清")):
                row = form.locator(".correction", has=officer.page.locator(f'input[name="mark"][value="{field}"]'))
                row.locator("select").select_option(why)
                row.locator('input[type="text"]').fill(note)
            officer.send("/correct", {"correct_note": "请一次性补齐。"})
            self.sure(officer)
            self.done("correction asked", officer)

    def repair(self, case):
        with self.person("glass") as glass:
            base = "/my/cases/" + case
            glass.go("/my").go(base).expect("the correction", "补正")
            glass.go(base + "/correction").expect("what is to be corrected", "合同载明为2个展位", "看不清")
            for link in sorted({link for link in glass.links() if link.startswith(base + "/facts/")}):
                glass.go(link)
                if "participation_booths" in glass.names(glass.form("")):
                    glass.send("", {"participation_booths": "2"})
                    self.done("the fact is corrected", glass)
            glass.go(base + "/papers/payment_proof")
            glass.send("/papers/payment_proof", {"file": paper("payment-proof-2")})
            self.done("the paper is corrected", glass)
            glass.go(base + "/check").go(base + "/declaration")
            glass.send("", {"declared": True})
            self.done("the correction is handed in", glass)

    def accept(self, login, case, fields=None):
        with self.person(login) as officer:
            officer.go(f"/desk/cases/{case}")
            officer.send("/accept", fields or {})
            self.sure(officer)
            self.done(f"{login} accepts {case}", officer)

    def together(self, login, path, cases, fields=None):
        """Chooses cases, looks at what would happen, and does it."""
        with self.person(login) as officer:
            officer.go(path)
            self.choose(officer, cases)
            officer.send("", fields or {})
            for _ in range(3):
                if officer.page.locator(".interruption").count() == 0 and officer.page.locator('main form input[name="step"][value="sure"]').count() == 0:
                    break
                officer.send("")
            self.done(f"{login} {path}", officer)
            return officer.text()

    # The public

    def object(self, case):
        with self.person(viewport=PHONE) as someone:
            someone.go("/notices")
            link = next((link for link in someone.links() if re.fullmatch(r"/notices/N2025-[0-9]+", link)), None)
            self.results.check("a notice is listed", link is not None, someone.links())
            someone.go(link).expect("the notice", case, COMPANY)
            someone.go(f"{link}/object?case={case}")
            someone.send("", {"case": case, "kind": "person", "name": "", "identity": "", "contact": "", "text": "？"})
            self.results.check("an anonymous objection is refused", bool(someone.refused()), someone.page.url)
            someone.send("", {
                "case": case, "kind": "person", "name": "虚构丙", "identity": "440799190001010035", "contact": "000-3333333",
                "text": "该企业的展位由其他公司使用，请核实。",
            })
            self.done("objected", someone)
            shown = someone.text()
            self.objection = re.search(r"O2025-[0-9]+", shown).group(0)
            self.code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", shown).group(0)
            someone.go(link)

    def settle(self, login):
        with self.person(login) as officer:
            officer.go("/desk/objections").go(f"/desk/objections/{self.objection}").expect("the objection", "该企业的展位由其他公司使用")
            officer.send("", {"result": "stands", "reason": "经核实，展位合同、现场照片与企业一致。"})
            self.sure(officer)
            self.done("settled", officer)
        with self.person() as someone:
            someone.go(f"/objections/{self.objection}?code={self.code}").expect("the finding", "经核实")
            answer = someone.fetch(f"/api/v1/objections/{self.objection}?code={self.code}")
            self.results.check("the finding over the API", answer.status == 200, answer.status)

    # The money

    def results_file(self, lines):
        rows = ["行号,金额,结果,流水号,原因"] + [",".join(line) for line in lines]
        return {"name": "results.csv", "mimeType": "text/csv", "buffer": ("\ufeff" + "\r\n".join(rows) + "\r\n").encode()}

    def pay(self, cases, outcomes):
        """Orders payments and takes the bank's word in, line by line."""
        shown = self.together("pengjiang-pay", "/payments/order", cases)
        with self.person("pengjiang-pay") as payer:
            payer.go("/payments")
            batch = re.search(r"B2026-[0-9]+", shown or payer.text()).group(0)
            payer.go(f"/payments/{batch}")
            answer = payer.fetch(f"/payments/{batch}/bank-file")
            same = payer.fetch(f"/api/v1/payments/{batch}/bank-file")
            self.results.check("the bank file over the API", same.body() == answer.body(), same.status)
            rows = [row.split(",") for row in answer.body().decode("utf-8-sig").strip().split("\r\n")]
            self.results.check("the bank file", len(rows) == len(cases) + 1 and rows[0][0] == "行号", rows)
            lines = []
            for row in rows[1:]:
                outcome = outcomes[row[6]]
                lines.append([row[0], row[4], "成功", "YS0001", ""] if outcome == "paid" else [row[0], row[4], "退回", "", outcome])
            payer.go(f"/payments/{batch}/results")
            payer.send("", {"file": self.results_file([[lines[0][0], "1.00", *lines[0][2:]], *lines[1:]])})
            self.results.check("a sum that differs is refused", bool(payer.refused()), payer.text()[:300])
            payer.send("", {"file": self.results_file(lines)})
            for _ in range(2):
                if payer.page.locator(".interruption").count():
                    payer.send("")
            self.done("results taken in", payer)

    def change_account(self, case):
        with self.person("glass", viewport=PHONE) as glass:
            glass.go("/my").go(f"/my/cases/{case}").go(f"/my/cases/{case}/bank")
            glass.send("", {"holder": COMPANY, "bank": "示例银行江门分行", "number": "9900000000000001003", "proof": PASSWORD})
            self.done("another account", glass)

    def recover(self, case, amount):
        with self.person("city2") as officer:
            officer.go(f"/desk/cases/{case}")
            officer.send("/demand-recovery", {"finding": "经核实，参展照片系伪造（演示）。"})
            self.sure(officer)
            self.done("recovery demanded", officer)
            for part in (1000, amount - 1000):
                officer.go(f"/desk/cases/{case}", look=False)
                officer.send("/receive-recovery", {"received_sum": str(part), "received_reference": "示例缴款书第2号"})
                self.sure(officer)
                self.done(f"{part} came back", officer)


def road(browser, results, is_thorough):
    way = Road(browser, results)
    way.register()
    way.calculator()
    with way.person("glass") as glass:
        way.claim(glass, FAIR)
        way.claim(glass, CREDIT)
    fair, credit = way.ids[FAIR], way.ids[CREDIT]
    with way.person("xinhui1") as stranger:
        stranger.go(f"/desk/cases/{fair}")
        results.check("another district is told nothing", stranger.status == 404, stranger.status)
    way.day("2025-12-02")
    way.correct("pengjiang1", fair)
    way.day("2025-12-03")
    way.repair(fair)
    way.day("2025-12-04")
    way.accept("pengjiang1", fair)
    way.accept("pengjiang1", credit)
    way.together("pengjiang1", "/desk/plan", [fair, credit])
    way.day("2025-12-08")
    way.accept("city1", fair)
    way.accept("city1", credit)
    way.together("city1", "/desk/notice", [fair, credit])
    way.day("2025-12-09")
    way.object(fair)
    way.day("2025-12-10")
    way.settle("pengjiang2")
    way.day("2025-12-19")
    with way.person("city1") as officer:
        way.state(officer, "/desk/budget", fair, credit)
    way.together("city1", "/desk/budget", [fair, credit])
    way.day("2026-01-05")
    with way.person("finance1") as finance:
        finance.go("/fund")
    way.together("finance1", "/fund/release", [fair, credit])
    way.day("2026-01-06")
    way.pay([fair, credit], {fair: "paid", credit: "账号与户名不符"})
    way.day("2026-01-07")
    way.change_account(credit)
    way.day("2026-01-09")
    way.pay([credit], {credit: "paid"})
    way.day("2026-01-20")
    way.together("pengjiang1", "/desk/report", [fair, credit], {"report_text": "资金已全部到账（演示）。"})
    way.day("2026-02-02")
    way.recover(fair, 30000)
    with way.person("auditor1") as auditor:
        auditor.go("/oversight").go(f"/oversight/cases/{fair}").expect("the whole road", "30,000")
        auditor.go("/oversight/log").go("/fund").go("/payments").go(f"/oversight/cases?id={fair}")
    with way.person("glass") as glass:
        glass.go("/my").go(f"/my/cases/{fair}").go("/my/readings").go("/my/team").go("/my/profile")
    with way.person() as someone:
        someone.go("/statistics").go("/verify")
