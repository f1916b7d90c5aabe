"""Every page that a role can reach by links, in Chinese at a desk or in English on a phone: no error, nothing that axe finds."""
import re
import urllib.parse

from playwright.sync_api import Error

from browser import DESK, PHONE
from routes import ROUTES, route_of

ROLES = {
    None: None, "lights": "enterprise", "pengjiang1": "district_reviewer", "city1": "city_reviewer", "finance1": "finance",
    "pengjiang-pay": "district_finance", "supervisor1": "supervisor", "auditor1": "auditor", "admin1": "administrator",
}
# Pages of one kind beyond these are like those before.
MOST_OF_A_KIND = 2
# What differs by where a claim stands.
MANY = {"/my/cases/_?": 8, "/my/cases/_/receipt?": 2, "/desk/cases/_?": 3, "/oversight/cases/_?": 2}
FILES = re.compile(r"\.(csv|xlsx|pdf|json|css|svg)$|/files/|/bank-file$|/paper$|/receipt\.pdf$")
# What only programs read, and what a page takes along without a link.
UNLINKED = ["/healthz", "/readyz", "/metrics", "/calculator/facts"]


def kind(path):
    """Addresses that differ by a number or an id are of one kind."""
    parts = urllib.parse.urlparse(path)
    plain = re.sub(r"[A-Z]?[0-9]{4}-[0-9]+|[0-9a-f]{64}|jm2025[^/]*|zs[^/]*|[a-z2-7]{16}", "_", parts.path)
    return plain + "?" + "&".join(sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair}))


def crawl_chinese(browser, results, is_thorough):
    crawl(browser, results, "zh", DESK, is_thorough)


def crawl_english(browser, results, is_thorough):
    crawl(browser, results, "en", PHONE, is_thorough)


def crawl(browser, results, language, viewport, is_thorough):
    for login, role in ROLES.items():
        with browser.person(login, language=language, viewport=viewport) as person:
            visited = walk(person, results, is_thorough, is_first=role == "enterprise")
            print(f"{person.login} {language}: {visited} pages", flush=True)
            if role in ("auditor", "enterprise", "administrator"):
                sweep(person, results, role)
    for path in UNLINKED:
        with browser.person() as person:
            answer = person.fetch(path)
            results.check(f"{path} answers", answer.status == 200, answer.status)


def walk(person, results, is_thorough, is_first):
    """Follows every link from the first page on."""
    kinds = {}
    waiting = ["/"]
    known = set(waiting)
    visited = 0
    while waiting:
        path = waiting.pop(0)
        found = kind(path)
        kinds[found] = kinds.get(found, 0) + 1
        if kinds[found] > MANY.get(found, MOST_OF_A_KIND if is_thorough else 1):
            continue
        route = route_of(urllib.parse.urlparse(path).path)
        results.check(f"{person.login} {path} is a route", route is not None)
        # Signed in or not, a public page is the same but for its head; the pages of an account are the same for all accounts.
        if not is_thorough and route and path != "/":
            if person.login != "anybody" and route.is_public or not is_first and route.is_for_all_accounts():
                continue
        if FILES.search(urllib.parse.urlparse(path).path) or not opens(person, path):
            answer = person.fetch(path)
            results.check(f"{person.login} {path}", answer.status == 200, answer.status)
            continue
        person.look()
        visited += 1
        results.check(f"{person.login} {path} answers", person.status < 400, person.status)
        results.check(f"{person.login} {path} keeps to its language", not person.foreign(), person.foreign())
        for link in person.links():
            plain = link.split("#")[0]
            if not plain or plain in known or "lang=" in plain or "/sign-out" in plain or plain.startswith("/api/"):
                continue
            known.add(plain)
            waiting.append(plain)
    return visited


def opens(person, path):
    """Opens a page; False for a file that is saved instead."""
    try:
        person.go(path, look=False)
        return True
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise


def sweep(person, results, role):
    """Opens what is read over the API: every list, and from every list one thing of it."""
    for route in ROUTES:
        if not route.is_api or not (route.is_public or route.roles[role]):
            continue
        if any(route.pattern.fullmatch(path) for path in person.browser.opened) or "/objections/{id}" in route.template:
            continue
        found = values(person, route)
        if not results.check(f"there is something to read at {route.template}", found is not None):
            continue
        path = re.sub(r"\{(\w+)\}", lambda match: urllib.parse.quote(str(found[match.group(1)])), route.template)
        if route.template == "/api/v1/calls":
            path += "?procedure=" + read(person, "/api/v1/procedures")[0]["id"]
        answer = person.fetch(path)
        results.check(f"{person.login} {path}", answer.status == 200, f"{answer.status} {answer.text()[:200]}")


def read(person, path):
    """What a list of the API holds."""
    answer = person.fetch(path).json()
    return next(part for part in answer.values() if isinstance(part, list)) if isinstance(answer, dict) else answer


def values(person, route):
    """Values for the parameters of a route of the API; None if there is nothing to ask for."""
    if not route.parameters:
        return {}
    case = next((one for one in read(person, "/api/v1/cases") if one.get("submitted_at")), None)
    if "/cases/" in route.template or "/verify/" in route.template:
        if case is None:
            return None
        case = person.fetch(f"/api/v1/cases/{case['id']}").json()
        hashes = {"decisions": case["decision"]["record_sha256"], "papers": case["content"]["papers"][0]["sha256"]}
        return {"id": case["id"], "sha256": hashes.get(route.template.split("/")[-2]), "code": case["receipt"]["code"]}
    return next(iter(read(person, route.template.split("/{")[0])), None)


def unopened(opened):
    """The routes that nobody has opened."""
    found = {route.template for path in opened if (route := route_of(path))}
    return [route.template for route in ROUTES if route.template not in found]
