#!/usr/bin/env python3
"""Bad input over the socket of a running server: refused with a clear message, and nothing is changed by it.

usage: hostile.py PROGRAM     prints `N passed, N failed`
"""
import http.client
import io
import pathlib
import re
import socket
import sys
import tempfile
import time
import urllib.parse
import uuid
import zipfile
from datetime import datetime, timedelta, timezone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from service import PASSWORD, Client, Service  # noqa: E402

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 6, 10, 10, 0, tzinfo=CHINA)
GIGABYTE = 1 << 30
# What the memory of the server may grow by while it refuses a gigabyte.
MOST_GROWTH_BYTES = 64 << 20


class Visitor:
    """A browser without a screen: keeps cookies, reads the token of a form."""

    def __init__(self, service, cookies=None):
        self.service = service
        self.cookies = dict(cookies or {})

    def send(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        connection.close()
        return answer.status, answer.getheader("Location"), text

    def token(self, path):
        found = re.search(r'name="csrf" value="([^"]+)"', self.send("GET", path)[2])
        return found.group(1) if found else ""

    def form(self, path, fields, page=None):
        body = urllib.parse.urlencode({"csrf": self.token(page or path), **fields})
        return self.send("POST", path, body, "application/x-www-form-urlencoded")

    def sign_in(self, login):
        status, _, text = self.form("/sign-in", {"login_name": login, "password": PASSWORD})
        assert status == 303, text[:300]
        return self

    def upload(self, path, name, content):
        """Sends a file as a browser does."""
        head = (
            f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{self.token(path)}\r\n'
            f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n')
        return self.send("POST", path, head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b")


class Attack:
    def __init__(self, service):
        self.service = service
        self.passed = self.failed = 0
        self.auditor = Client(service, service.token("auditor1"))
        self.program = Client(service, service.token("lights"))
        self.owner = Visitor(service).sign_in("lights")
        status, cases, _ = self.program.send("GET", "/api/v1/cases")
        self.draft = next(case["id"] for case in cases["items"] if case["place"] == "draft")
        self.page = f"/my/cases/{self.draft}/papers/payment_proof"
        self.api = f"/api/v1/cases/{self.draft}/papers?kind=payment_proof&name=x.pdf"

    def check(self, name, holds, detail=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print(f"FAILED {name}: {str(detail)[:400]}", flush=True)

    def head(self):
        """The end of the log: it moves if anything happens."""
        status, answer, _ = self.auditor.send("GET", "/api/v1/log/head")
        assert status == 200, answer
        return answer

    def kept(self):
        return sorted(str(path.relative_to(self.service.data)) for path in (self.service.data / "files").rglob("*") if path.is_file())

    def unchanged(self, name, act):
        """Runs an act that must leave nothing behind, and answers what it answers."""
        before = self.head(), self.kept()
        answer = act()
        after = self.head(), self.kept()
        self.check(f"{name} changes nothing", before == after, f"{before[0]} {after[0]} {set(after[1]) ^ set(before[1])}")
        return answer

    def refused(self, name, status, text, *words):
        """A refusal with a clear message: a page or a problem in Chinese that says one of these words."""
        self.check(f"{name} is refused", 400 <= status < 500, f"{status} {text}")
        self.check(f"{name} is explained", any(word in text for word in words), text[-1500:] if "<main" not in text else re.sub(
            r"<[^>]+>|\s+", " ", text[text.index("<main"):])[:600])

    def memory_bytes(self):
        status = pathlib.Path(f"/proc/{self.service.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024

    # Too large

    def announced(self, path, kind, headers):
        """A gigabyte that is announced: the answer comes before any of it."""
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=20) as line:
            lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", f"Content-Length: {GIGABYTE}", *headers, "", ""]
            line.sendall("\r\n".join(lines).encode())
            return self.read(line)

    def streamed(self, path, kind, headers):
        """A gigabyte in pieces that nobody announced: how much of it goes, and the answer."""
        piece = b"10000\r\n" + b"%PDF-1.4\n" + bytes(65536 - 9) + b"\r\n"
        sent = 0
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=20) as line:
            lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", "Transfer-Encoding: chunked", *headers, "", ""]
            line.sendall("\r\n".join(lines).encode())
            answer = b""
            try:
                while sent < GIGABYTE:
                    line.sendall(piece)
                    sent += 65536
                    line.setblocking(False)
                    try:
                        answer += line.recv(65536)
                    except BlockingIOError:
                        pass
                    line.settimeout(20)
                    if answer:
                        break
                answer += self.read(line)[1].encode()
            except OSError:
                pass
        return sent, answer.decode("utf-8", "replace")

    @staticmethod
    def read(line):
        text = b""
        try:
            while piece := line.recv(65536):
                text += piece
        except OSError:
            pass
        found = re.match(rb"HTTP/1.1 (\d+)", text)
        return int(found.group(1)) if found else 0, text.decode("utf-8", "replace")

    def gigabyte(self):
        cookie = "; ".join(f"{name}={value}" for name, value in self.owner.cookies.items())
        person = [f"Cookie: {cookie}"]
        program = [f"Authorization: Bearer {self.program.token}", f"Idempotency-Key: {uuid.uuid4().hex}"]
        before = self.memory_bytes()
        for name, path, kind, headers in (
            ("a gigabyte for a page", self.page, "multipart/form-data; boundary=b", person),
            ("a gigabyte for the API", self.api, "application/pdf", program),
            ("a gigabyte of JSON", "/api/v1/match", "application/json", program),
        ):
            start = time.monotonic()
            status, text = self.unchanged(name, lambda: self.announced(path, kind, headers))
            self.check(f"{name} is refused at once", status == 413 and time.monotonic() - start < 5, f"{status} {time.monotonic() - start}")
            self.refused(name, status, text, "不能超过", "不超过", "超过", "太大", "过大")
            sent, text = self.unchanged(f"{name}, unannounced,", lambda: self.streamed(path, kind, headers))
            self.check(f"{name}, unannounced, is cut off", sent < 96 << 20, sent)
        grown = self.memory_bytes() - before
        self.check("memory stays flat", grown < MOST_GROWTH_BYTES, grown)

    # Not what it says

    @staticmethod
    def bomb():
        """A workbook that would unpack to 300 MB."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
            with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
                for _ in range(300):
                    sheet.write(bytes(1 << 20))
        return packed.getvalue()

    def wrong_files(self):
        for name, file, content in (
            ("a zip bomb", "清单.xlsx", self.bomb()), ("a picture called PDF", "a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100)),
            ("a page called PDF", "a.pdf", b"<!DOCTYPE html><script>alert(1)</script>"), ("a program called picture", "a.png", b"MZ" + bytes(200)),
            ("a PDF called program", "a.exe", b"%PDF-1.4\n%%EOF\n"), ("an empty file", "a.pdf", b""), ("a name without an ending", "pdf", b"%PDF-1.4"),
        ):
            status, _, text = self.unchanged(f"{name} (page)", lambda: self.owner.upload(self.page, file, content))
            self.refused(f"{name} (page)", status, text, "文件")
            path = self.api.replace("name=x.pdf", "name=" + urllib.parse.quote(file))
            kept = self.kept()
            status, answer, _ = self.program.send("POST", path, content, key=uuid.uuid4().hex)
            self.refused(f"{name} (API)", status, str(answer), "文件", "内容")
            self.check(f"{name} (API) is not kept", self.kept() == kept)

    def path_in_name(self):
        outside = sorted(path.name for path in self.service.data.parent.iterdir())
        content = f"%PDF-1.4\n% {uuid.uuid4()}\n%%EOF\n".encode()
        for name in ("../../../../outside.pdf", "..\\..\\outside.pdf", "/etc/outside.pdf"):
            status, _, text = self.owner.upload(self.page, name, content)
            self.check(f"{name} is taken under its last part", status in (303, 200), f"{status}")
        shown = self.owner.send("GET", f"/my/cases/{self.draft}/papers")[2]
        self.check("the name is shown without a path", "outside.pdf" in shown and "../" not in shown and "etc/outside" not in shown)
        self.check("nothing is written outside", sorted(path.name for path in self.service.data.parent.iterdir()) == outside)
        self.check("files have the name of their hash", all(re.search(r"[0-9a-f]{64}", path) for path in self.kept()), self.kept()[:3])
        for path in ("/assets/../../server.key", "/assets/..%2f..%2fserver.key", "/cases/..%2f..%2fx/decision.pdf", "/my/cases/%00"):
            status, _, text = self.owner.send("GET", path)
            self.check(f"{path} is not found", status in (400, 404) and "PRIVATE" not in text, status)

    # Somebody else

    def strangers(self):
        case = next(
            one["id"] for one in self.auditor.send("GET", "/api/v1/cases?limit=100")[1]["items"]
            if one["office"] == "xinhui" and one["place"] == "first_review/open")
        officer = Visitor(self.service).sign_in("pengjiang1")
        program = Client(self.service, self.service.token("pengjiang1"))
        for who, method, path in (
            (officer, "GET", f"/desk/cases/{case}"), (officer, "GET", f"/cases/{case}/decision.pdf"),
            (self.owner, "GET", f"/my/cases/{case}"), (self.owner, "GET", f"/my/cases/{case}/receipt.pdf"),
        ):
            status, _, text = self.unchanged(path, lambda: who.send(method, path))
            nothing = who.send(method, path.replace(case, "2026-999999"))
            self.check(f"{path} answers as for a case that isn't there", status == 404 == nothing[0], f"{status} {nothing[0]}")
            self.check(f"{path} tells nothing", "新会" not in text, text[-300:])
        token = officer.token("/desk/queue")
        for act in ("take", "accept", "refuse", "correct"):
            body = urllib.parse.urlencode({"csrf": token, "reason": "outside_period"})
            status, _, _ = self.unchanged(
                act, lambda: officer.send("POST", f"/desk/cases/{case}/{act}", body, "application/x-www-form-urlencoded"))
            self.check(f"{act} on another district's case", status == 404, status)
        for method, part, body in (
            ("GET", "", None), ("GET", "/timeline", None), ("POST", "/acceptance", {}), ("POST", "/take", None), ("POST", "/withdrawal", {"reason": "x"})
        ):
            for client in (program, self.program):
                status, answer, _ = self.unchanged(
                    f"API {part}", lambda: client.send(method, f"/api/v1/cases/{case}{part}", body, key=uuid.uuid4().hex if method == "POST" else None))
                self.check(f"API {method} {part} of a stranger", status in (403, 404), f"{status} {answer}")

    def cookies(self):
        good = self.owner.cookies["huiqi_session"]
        others = [good[:-1] + ("A" if good[-1] != "A" else "B"), good.split(".")[0], "x" * 4000, "", "../../x", good[::-1], uuid.uuid4().hex]
        for value in others:
            forged = Visitor(self.service, {"huiqi_session": value})
            status, location, text = self.unchanged("a forged cookie", lambda: forged.send("GET", "/my"))
            self.check(f"a forged cookie is nobody's: {value[:20]}", status == 303 and location.startswith("/sign-in"), f"{status} {location}")
        thief = Visitor(self.service, {**self.owner.cookies})
        for body in ("", "csrf=", "csrf=" + "A" * 43):
            status, _, text = self.unchanged(
                "a form without its token", lambda: thief.send("POST", f"/my/cases/{self.draft}/withdraw", body, "application/x-www-form-urlencoded"))
            self.check("a form without its token is refused", status == 403 and "没有办理" in text, status)

    def expired(self):
        """The session ends while a form is open."""
        token = self.owner.token(f"/my/cases/{self.draft}/withdraw")
        self.service.stand_at(NOW + timedelta(days=40))
        status, location, _ = self.owner.send("GET", "/my")
        self.check("an old session leads to signing in", status == 303 and location.startswith("/sign-in"), f"{status} {location}")
        body = urllib.parse.urlencode({"csrf": token, "reason": "x"})
        status, location, text = self.unchanged(
            "an old form", lambda: self.owner.send("POST", f"/my/cases/{self.draft}/withdraw", body, "application/x-www-form-urlencoded"))
        self.check("an old form does nothing", status in (303, 401, 403), f"{status} {location}")

    # Slow

    def slow(self):
        """Many who never finish their request: others are served meanwhile."""
        lines = []
        for number in range(200):
            line = socket.create_connection(("127.0.0.1", self.service.port), timeout=20)
            half = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " if number % 2 else (
                b"POST /api/v1/match HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
            line.sendall(half)
            lines.append(line)
        for path in ("/", "/policies", "/readyz"):
            status, _, _ = Visitor(self.service).send("GET", path)
            self.check(f"{path} is served beside 200 slow ones", status == 200, status)
        for line in lines:
            line.close()
        status, answer, _ = self.program.send("GET", "/api/v1/me")
        self.check("and after they have gone", status == 200, answer)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="huiqi-hostile-"))
    service = Service(sys.argv[1], folder / "data", clock=folder / "clock", options=["--no-rate-limits"])
    passed = failed = 0
    try:
        service.stand_at(NOW)
        service.load_demo()
        service.start()
        attack = Attack(service)
        for part in (
            attack.gigabyte, attack.wrong_files, attack.path_in_name, attack.strangers, attack.cookies, attack.slow, attack.expired
        ):
            try:
                part()
            except (AssertionError, OSError, http.client.HTTPException, StopIteration, KeyError) as error:
                attack.check(part.__name__, False, f"{type(error).__name__}: {error}")
        passed, failed = attack.passed, attack.failed
    finally:
        service.stop()
    passed, failed = service.close(folder, passed, failed)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
