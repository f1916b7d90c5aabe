"""Chromium driven as people use it: who is signed in, what a form is called, what every page must be."""
import collections
import os
import pathlib
import re
import sys
import urllib.parse

from axe_playwright_python.sync_playwright import Axe

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Server"))
from service import PASSWORD, ROOT  # noqa: E402

SCREENSHOTS = ROOT / ".build/screenshots"
CHROMIUM = os.environ.get("HUIQI_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-gpu",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# WCAG 2.2 AA and the rules of good practice that concern structure.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

# The words that the pages themselves say (names and what people typed may be in any language), and everything for codes such as first_review.
FOREIGN = """language => {
  const main = document.querySelector("main");
  const own = main.querySelectorAll("h2, legend, label, dt, caption, summary, thead th, button, .tag, .hint, .empty, .notice-title, nav a");
  const texts = [...own].filter(node => !node.closest("[lang], code, .said, .option")).map(node => node.innerText.trim());
  const han = /\\p{Script=Han}/u, latin = /[a-z]{3}/;
  const strange = texts.filter(text => language === "zh" ? latin.test(text) && !han.test(text) : han.test(text) && !latin.test(text));
  const copy = main.cloneNode(true);
  copy.querySelectorAll("code, pre, .hidden").forEach(node => node.remove());
  const codes = copy.textContent.match(/\\b[a-z]+_[a-z_]+\\b/g) ?? [];
  return [...new Set([...strange, ...codes])].slice(0, 5);
}"""


class Results:
    """What was checked: counted, and the failures told where they happen."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}{': ' + str(detail) if detail else ''}", flush=True)
        return holds


class Browser:
    """The browser, the service it looks at, and what was found."""

    def __init__(self, playwright, service, results):
        self.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        self.service = service
        self.results = results
        self.axe = Axe()
        self.seen = collections.Counter()
        # The paths that were opened.
        self.opened = set()
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def prove_axe(self):
        """A page with a fault that axe must find: what finds nothing anywhere may not be looking."""
        page = self.chromium.new_page()
        page.set_content('<html lang="zh"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>')
        found = [one["id"] for one in self.axe.run(page, options=RULES).response["violations"]]
        self.results.check("axe finds a planted fault", "image-alt" in found, found)
        page.close()

    def person(self, login=None, password=PASSWORD, language="zh", viewport=DESK):
        """Somebody with a browser of their own; signed in, if a login is given."""
        person = Person(self, login, language, viewport)
        if login:
            person.sign_in(login, password)
        return person

    def close(self):
        self.chromium.close()


class Person:
    def __init__(self, browser, login, language, viewport):
        self.browser = browser
        self.login = login or "anybody"
        self.language = language
        self.context = browser.chromium.new_context(
            viewport=viewport, base_url=browser.service.address, locale="zh-CN" if language == "zh" else "en-GB", accept_downloads=True,
            reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.on("response", self.note)
        self.page.on("console", lambda message: self.complain(message) if message.type == "error" else None)
        self.status = None
        if language != "zh":
            self.page.goto(f"/?lang={language}")
        self.width = "phone" if viewport["width"] < 600 else "desk"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def note(self, response):
        self.count(response.url, response.status)
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status
            if response.status >= 500:
                self.browser.results.check(f"{self.login} {response.url}", False, response.status)

    def count(self, address, status):
        if status < 400:
            self.browser.opened.add(urllib.parse.urlparse(address).path)

    def fetch(self, path):
        """Asks for something without showing it."""
        answer = self.context.request.get(path)
        self.count(answer.url, answer.status)
        self.count(self.browser.service.address + path, answer.status)
        return answer

    def complain(self, message):
        # Answers such as 404 and 422 are told on the console too; those are judged by their own checks.
        if "Failed to load resource" not in message.text:
            self.browser.results.check(f"{self.login} console on {self.page.url}", False, message.text)

    # Going about

    def go(self, path, look=True):
        """Opens a page and looks at it."""
        self.page.goto(path)
        if look:
            self.look()
        return self

    def text(self):
        return self.page.locator("main").inner_text()

    def look(self, name=None):
        """Every page is checked by axe, has no sideways scrolling, and is kept as a picture, the first time somebody sees it."""
        path = urllib.parse.urlparse(self.page.url).path
        kind = name or re.sub(r"[0-9A-Z]+[-][0-9-]+|[0-9a-f]{64}", "_", path).strip("/").replace("/", "-") or "home"
        kind = f"{kind}{'' if (self.status or 200) < 400 else '-' + str(self.status)}"
        key = (self.login if name is None else "", kind, self.language, self.width)
        self.browser.seen[key] += 1
        if self.browser.seen[key] > 1 and not self.page.locator(".problems, .error").count():
            return
        label = f"{self.login}-{kind}-{self.language}-{self.width}"
        found = self.browser.axe.run(self.page, options=RULES).response["violations"]
        problems = [f"{one['id']}: {one['nodes'][0]['html'][:140]}" for one in found]
        self.browser.results.check(f"axe {label} {path}", not problems, "; ".join(problems))
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.browser.results.check(f"no sideways scrolling {label} {path}", wide <= 0, f"{wide} px")
        self.page.screenshot(path=str(SCREENSHOTS / f"{label}.png"), full_page=True)

    # Forms

    def form(self, action):
        """The form that is sent to an address with this ending; '' for one that is sent to the page itself."""
        if not action:
            return self.page.locator("main form").first
        return self.page.locator(f'main form[action$="{action}"]').first

    def fill(self, form, fields):
        for name, value in fields.items():
            box = form.locator(f'[name="{name}"]')
            if box.count() == 0:
                raise AssertionError(f"{self.page.url}: no field {name}; there are {self.names(form)}")
            kind = box.first.get_attribute("type") or box.first.evaluate("node => node.tagName.toLowerCase()")
            if box.first.evaluate("node => !!node.closest('details') && !node.closest('details').open"):
                box.first.evaluate("node => { for (let d = node.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }")
            if kind in ("radio", "checkbox"):
                values = value if isinstance(value, list) else [value]
                for one in values:
                    choice = box if one is True else form.locator(f'[name="{name}"][value="{one}"]')
                    choice.first.check()
            elif kind == "select":
                box.first.select_option(value)
            elif kind == "file":
                box.first.set_input_files(value)
            elif kind != "hidden":
                box.first.fill(str(value))

    def names(self, form):
        return form.locator("input, select, textarea").evaluate_all("nodes => [...new Set(nodes.map(node => node.name))]")

    def send(self, action="", fields=None, look=True):
        """Fills a form and sends it."""
        form = self.form(action)
        if form.count() == 0:
            forms = self.page.locator("main form").evaluate_all("nodes => nodes.map(node => node.getAttribute('action'))")
            raise AssertionError(f"{self.login} on {self.page.url}: no form {action!r}; there are {forms}")
        self.fill(form, fields or {})
        button = form.locator('button[type="submit"], button:not([type])').first
        button.evaluate("node => { for (let d = node.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }")
        with self.page.expect_navigation():
            button.click()
        if look:
            self.look()
        return self

    def refused(self):
        """What the page says is wrong; empty if nothing is."""
        return self.page.locator(".problems, .error-summary").all_inner_texts()

    def expect(self, what, *texts):
        """Every text stands on the page."""
        shown = self.page.locator("body").inner_text()
        for text in texts:
            self.browser.results.check(f"{what}: 「{text}」", text in shown, f"{self.page.url}: {self.refused() or shown[:300]}")
        return self

    def sign_in(self, login, password):
        self.page.goto("/sign-in")
        self.send("", {"login_name": login, "password": password}, look=False)
        if "/sign-in" in self.page.url:
            raise AssertionError(f"{login} can't sign in: {self.text()[:300]}")

    def foreign(self):
        """What the page says in the other language, and codes of the machine that nobody should have to read."""
        return self.page.evaluate(FOREIGN, self.language)

    def links(self):
        """Addresses of this site that the page links to."""
        found = self.page.locator("a[href]").evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
        return [link for link in found if link.startswith("/") and not link.startswith("//")]
