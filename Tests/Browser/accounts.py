"""What people do with their accounts: a second factor, a first password, an invitation, a token; and the pages that say no."""
import base64
import hmac
import re
import struct
import time

from browser import PHONE
from service import PASSWORD

NEW = "lantern-under-the-bridge-2026"
DRAWER = "boat-beside-the-market-2026"


def one_time_code(secret, now):
    """The six digits of RFC 6238 for a secret in base 32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(now) // 30), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Accounts:
    def __init__(self, browser, results, language):
        self.browser, self.results, self.language = browser, results, language

    def person(self, login=None, password=PASSWORD):
        return self.browser.person(login, password, language=self.language, viewport=PHONE)

    def now(self):
        """The clock of the service."""
        return time.time() + int(self.browser.service.clock.read_text())

    def done(self, what, person, path=None):
        holds = not person.refused() and (person.status or 0) < 400 and (path is None or person.page.url.endswith(path))
        self.results.check(f"{what} ({self.language})", holds, f"{person.page.url} {person.status} {person.refused()}")

    def refuses(self, what, person):
        self.results.check(f"{what} is refused ({self.language})", bool(person.refused()), person.page.url)

    def prove(self, person, proof):
        """Passes the page that asks who it is, if it comes."""
        if "/account/confirm" in person.page.url:
            person.look("confirm")
            person.send("", {"proof": proof})

    def second_factor(self, login):
        with self.person(login) as one:
            one.go("/account").go("/account/second-factor")
            # Signing in is proof enough for ten minutes.
            self.browser.service.advance(11 * 60)
            one.send("/account/second-factor", look=False)
            one.send("", {"proof": "wrong"})
            self.refuses("a wrong proof", one)
            one.send("", {"proof": PASSWORD})
            one.send("/account/second-factor", look=False)
            one.look("enrol")
            secret = one.page.locator('input[name="secret"]').first.get_attribute("value")
            one.send("/confirm", {"code": "000000"})
            self.refuses("a wrong first code", one)
            one.send("/confirm", {"code": one_time_code(secret, self.now())}, look=False)
            one.look("recovery-codes")
            codes = [code.replace("-", "") for code in one.page.locator("main ol code").all_inner_texts()]
            self.results.check(f"ten recovery codes ({self.language})", len(codes) == 10, codes)
            one.go("/account/second-factor")
            one.send("/codes", look=False)
            self.prove(one, codes[0])
            one.go("/account/second-factor/codes", look=False).go("/account/second-factor/confirm", look=False)
        with self.person() as one:
            one.go("/sign-in")
            one.send("", {"login_name": login, "password": "not-the-password"})
            self.refuses("a wrong password", one)
            one.send("", {"login_name": login, "password": PASSWORD}, look=False)
            one.look("sign-in-code")
            one.send("/sign-in/code", {"code": "111111"})
            self.refuses("a wrong code", one)
            self.browser.service.advance(60)
            one.send("/sign-in/code", {"code": one_time_code(secret, self.now())}, look=False)
            self.done("signed in with a code", one)
            one.go("/account/second-factor")
            one.send("/disable", look=False)
            if "/account/confirm" in one.page.url:
                self.browser.service.advance(60)
                one.look("confirm-code")
                one.send("", {"proof": one_time_code(secret, self.now())})
                one.send("/disable", look=False)
            self.done("turned off again", one)

    def first_password(self, login):
        with self.person("admin1") as admin:
            admin.go("/admin?role=district_reviewer")
            admin.page.get_by_role("link", name=login, exact=True).click()
            admin.look("admin-account")
            admin.send("/password", look=False)
            admin.look("temporary-password")
            temporary = admin.page.locator("main dd code").inner_text()
        with self.person() as one:
            one.go("/sign-in", look=False)
            one.send("", {"login_name": login, "password": temporary}, look=False)
            one.look("first-password")
            names = one.names(one.form("/sign-in/password"))
            fields = {name: NEW for name in names if name not in ("csrf", "ticket")}
            old = next((name for name in fields if "old" in name or name == "present"), None)
            if old:
                fields[old] = temporary
            one.send("/sign-in/password", fields)
            self.done("a password of one's own", one, "/desk")
            for path in ("/sign-in/password", "/sign-in/second-factor", "/sign-in/code"):
                one.go(path, look=False)

    def new_officer(self, login):
        with self.person("admin1") as admin:
            admin.go("/admin/new")
            admin.send("", {"login_name": login, "name": "虚构新员", "role": "district_reviewer"})
            self.refuses("an officer of no district", admin)
            admin.send("", {"login_name": login, "name": "虚构新员", "role": "district_reviewer", "office": "pengjiang"}, look=False)
            self.done("a new account", admin)
            admin.page.locator('main a[href^="/admin/accounts/"]').first.click()
            for act in ("/unlock", "/close", "/open"):
                admin.send(act)
                self.done(f"administration {act}", admin)

    def invite(self, login, newcomer):
        with self.person(login) as owner:
            owner.go("/my/team")
            owner.send("/my/team/invite", {"label": "虚构会计", "role": "filler"}, look=False)
            owner.look("invited")
            code = owner.page.locator("main code").first.inner_text()
        with self.person() as one:
            one.go("/join")
            one.send("", {"invitation": "AAAA-AAAA-AAAA-AAAA", "name": "虚构会计", "login_name": newcomer, "password": NEW, "again": NEW})
            self.refuses("a made-up invitation", one)
            one.send("", {"invitation": code, "name": "虚构会计", "login_name": newcomer, "password": NEW, "again": NEW})
            self.done("joined", one, "/my")

    def token(self, login):
        with self.person(login) as one:
            self.browser.service.advance(11 * 60)
            one.go("/account/tokens", look=False)
            self.prove(one, PASSWORD)
            one.go("/account/tokens")
            one.send("/account/tokens", {"label": ""})
            self.refuses("a token without a name", one)
            choice = one.page.locator('input[name="scopes"]').first.get_attribute("value")
            one.send("/account/tokens", {"label": "演示程序", "scopes": choice, "life_days": "30"}, look=False)
            one.look("token-made")
            one.go("/account/tokens")
            one.send("/revoke")
            self.done("revoked", one)
            one.go("/account/password")
            one.send("", {})
            self.refuses("an empty password form", one)
            one.go("/account/sessions")
            one.send("/end-all")

    def promised(self, login):
        """A paper that was promised for later."""
        with self.person(login) as one:
            for _ in range(2):
                one.go("/my", look=False)
                for link in sorted({link for link in one.links() if re.fullmatch(r"/my/cases/[0-9-]+", link)}):
                    one.go(link, look=False)
                    found = next((link for link in one.links() if "/promises/" in link), None)
                    if found:
                        one.go(found)
                        return self.done("a promised paper", one)
            self.results.check(f"{login} has promised a paper", False)

    def refusals(self):
        """Pages that say no."""
        with self.person() as one:
            for path, status in (("/nothing", 404), ("/policies/none", 404), ("/notices/N2000-1", 404), ("/%ff", 400)):
                one.go(path, look=False)
                one.look(f"refusal-{status}")
                self.results.check(f"{path} is {status} ({self.language})", one.status == status, one.status)
            one.go("/verify")
            one.send("", {"code": "AAAA-BBBB-CCCC-DDDD"})
            one.go("/objections")
            one.send("", {})
        with self.person("lights") as one:
            one.go("/desk", look=False)
            one.look("refusal-403")
            self.results.check(f"an enterprise has no desk ({self.language})", one.status == 403, one.status)


def accounts(browser, results, is_thorough):
    for language, clerk, officer, new in (("zh", "lights-clerk", "jianghai1", "zh"), ("en", "home-clerk", "xinhui2", "en")):
        way = Accounts(browser, results, language)
        way.second_factor(clerk)
        way.first_password(officer)
        way.new_officer(f"officer-{new}")
        way.invite("tools", f"bookkeeper-{new}")
        way.token("board")
        way.promised("citrus")
        way.refusals()
