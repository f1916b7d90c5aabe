"""Every page that a role can reach by links, in Chinese at a desk and in English on a phone: no error, nothing that axe finds."""
import re
import urllib.parse

from playwright.sync_api import Error

from browser import DESK, PHONE

ROLES = [None, "lights", "pengjiang1", "city1", "finance1", "pengjiang-pay", "supervisor1", "auditor1", "admin1"]
# Pages of one kind beyond these are like those before.
MOST_OF_A_KIND = 2
FILES = re.compile(r"\.(csv|xlsx|pdf|json|css|svg)$|/files/|/bank-file$|/paper$|/receipt\.pdf$")


def kind(path):
    """Addresses that differ by a number or an id are of one kind."""
    parts = urllib.parse.urlparse(path)
    plain = re.sub(r"[A-Z]?[0-9]{4}-[0-9]+|[0-9a-f]{64}|jm2025[^/]*|zs[^/]*|[a-z2-7]{16}", "_", parts.path)
    return plain + "?" + "&".join(sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair}))


def crawl(browser, results):
    for login in ROLES:
        for language, viewport in (("zh", DESK), ("en", PHONE)):
            with browser.person(login, language=language, viewport=viewport) as person:
                visited = walk(person, results)
                print(f"{person.login} {language}: {visited} pages", flush=True)


def walk(person, results):
    kinds = {}
    waiting = ["/"]
    known = set(waiting)
    visited = 0
    while waiting:
        path = waiting.pop(0)
        found = kind(path)
        kinds[found] = kinds.get(found, 0) + 1
        if kinds[found] > MOST_OF_A_KIND:
            continue
        if FILES.search(urllib.parse.urlparse(path).path) or not opens(person, path):
            answer = person.context.request.get(path)
            results.check(f"{person.login} {path}", answer.status == 200, answer.status)
            continue
        person.look()
        visited += 1
        results.check(f"{person.login} {path} answers", person.status < 400, person.status)
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
