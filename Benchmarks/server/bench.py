#!/usr/bin/env python3
"""Measures the service over HTTP with many cases loaded, and says which tool made the load.

usage: bench.py PROGRAM [--cases N] [--minutes N] [--data FOLDER] [--database ADDRESS]

1. pages and reads: an open-loop generator (asyncio, this file) sends 200 requests a second, whether answers come or not, and measures each
   from the moment it should have been sent; p50, p99, the slowest.
2. POST /api/v1/match: wrk, as many as go.
3. submissions: drafts handed in over 64 connections (asyncio, this file), each in the log and on the disk before it is answered.
4. memory: while (1) runs for the minutes asked for, the resident size of the server every ten seconds.
"""
import argparse
import asyncio
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests/Server"))
from service import ROOT, Client, Service  # noqa: E402

MATCH_FACTS = {
    "enterprise_district": "xinhui", "enterprise_is_exporter": True, "enterprise_consignor_since_2024": True,
    "enterprise_export_in_customs_stats": True, "enterprise_exports_via_agent_since_2024": False, "claim_event_date": "2025-09-10",
    "claim_other_subsidy_cny": 0, "claim_actual_cost_cny": 61500, "exhibition_in_key_plan": True, "exhibition_place_class": "foreign_country",
    "exhibition_country_code": "VN", "participation_booth_type": "special_build", "participation_booth_area_m2": 27,
    "participation_eligible_cost_cny": 61500,
}


def quantile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))] if sorted_values else 0


class Load:
    """Requests at a steady rate over connections that stay open. What isn't answered in time doesn't slow the next one down."""

    def __init__(self, port, requests, rate, seconds):
        self.port, self.requests, self.rate, self.seconds = port, requests, rate, seconds
        self.idle = []
        self.times_us = []
        self.failures = {}
        self.by_name = {}

    async def one(self, request, due):
        name, head = request
        try:
            # The server ends connections that were idle for long.
            while self.idle and self.idle[-1][0].at_eof():
                self.idle.pop()[1].close()
            connection = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
            reader, writer = connection
            writer.write(head)
            answer = await reader.readuntil(b"\r\n\r\n")
            status = int(answer[9:12])
            length = re.search(rb"content-length: (\d+)", answer, re.I)
            if length:
                await reader.readexactly(int(length.group(1)))
            elif b"chunked" in answer.lower():
                while True:
                    size = int((await reader.readline()).strip() or b"0", 16)
                    await reader.readexactly(size + 2)
                    if size == 0:
                        break
            self.idle.append(connection)
            elapsed_us = int((time.perf_counter() - due) * 1_000_000)
            self.times_us.append(elapsed_us)
            self.by_name.setdefault(name, []).append(elapsed_us)
            if status >= 400:
                self.failures[f"{name} {status}"] = self.failures.get(f"{name} {status}", 0) + 1
        except (OSError, asyncio.IncompleteReadError) as error:
            key = f"{name} {type(error).__name__}"
            self.failures[key] = self.failures.get(key, 0) + 1

    async def run(self):
        begin = time.perf_counter()
        waiting = set()
        for number in range(int(self.rate * self.seconds)):
            due = begin + number / self.rate
            delay = due - time.perf_counter()
            if delay > 0:
                await asyncio.sleep(delay)
            task = asyncio.create_task(self.one(self.requests[number % len(self.requests)], due))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
        if waiting:
            await asyncio.wait(waiting, timeout=30)
        for _, writer in self.idle:
            writer.close()


async def submit_all(port, token, drafts, connections):
    """Hands every draft in once; gives requests a second, the time of each in microseconds, and the answers that were no receipt."""
    times_us, failures = [], {}
    waiting = list(reversed(drafts))

    async def work():
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        body = b'{"is_declared":true}'
        while waiting:
            case = waiting.pop()
            lines = [
                f"POST /api/v1/cases/{case['id']}/submission HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {token}",
                "Accept: application/json", "Content-Type: application/json", f"Content-Length: {len(body)}", f'If-Match: "{case["version"]}"',
                f"Idempotency-Key: {uuid.uuid4()}",
            ]
            begin = time.perf_counter()
            writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.I)
            answer = await reader.readexactly(int(length.group(1)))
            times_us.append(int((time.perf_counter() - begin) * 1_000_000))
            if head[9:12] != b"200":
                kind = f"{head[9:12].decode()} {answer[:120].decode(errors='replace')}"
                failures[kind] = failures.get(kind, 0) + 1
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    return len(drafts) / (time.perf_counter() - begin), times_us, failures


def cookie(service, login):
    """The session cookie of somebody who signed in by the form."""
    import http.client
    import urllib.parse
    from service import PASSWORD

    connection = http.client.HTTPConnection("127.0.0.1", service.port)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    page = answer.read().decode()
    jar = dict(header.split(";")[0].split("=", 1) for name, header in answer.getheaders() if name.lower() == "set-cookie")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    body = urllib.parse.urlencode({**hidden, "login_name": login, "password": PASSWORD})
    connection.request("POST", "/sign-in", body, {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(f"{k}={v}" for k, v in jar.items()),
        "Origin": service.address,
    })
    answer = connection.getresponse()
    answer.read()
    jar.update(header.split(";")[0].split("=", 1) for name, header in answer.getheaders() if name.lower() == "set-cookie")
    assert answer.status == 303, f"{login} can't sign in: {answer.status}"
    return "; ".join(f"{key}={value}" for key, value in jar.items())


def get(path, **headers):
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return (path.split("?")[0], ("\r\n".join(lines) + "\r\n\r\n").encode())


def report(what, figures, tool=""):
    """A line of the result, as soon as it is known."""
    print(f"{what:34} {figures:70} {tool}", flush=True)


def resident_kib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def wrk(service, script, seconds, connections, *arguments):
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), service.address, "--", *map(str, arguments)],
        capture_output=True, text=True)
    text = done.stdout + done.stderr
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    failures = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    p99 = re.search(r"99%\s+(\S+)", text)
    return rate.group(1) if rate else text, p99.group(1) if p99 else "?", int(failures.group(1)) if failures else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--drafts", type=int, default=6_000)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--data", help="a folder that is loaded already, or is to be loaded and kept")
    parser.add_argument("--database")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="huiqi-bench-"))
    service = Service(options.program, folder / "data", database=options.database, options=["--no-rate-limits"])
    if not (folder / "data/huiqi.sqlite").exists():
        begin = time.monotonic()
        service.load_demo("--cases", str(options.cases), "--drafts", str(options.drafts))
        report("load", f"{options.cases} cases in {time.monotonic() - begin:.0f} s", "huiqi demo")
    lights = service.token("lights")
    auditor = service.token("auditor1")
    service.start()
    try:
        client = Client(service, lights)
        status, page, _ = client.send("GET", "/api/v1/cases?place=first_review/open&limit=20")
        assert status == 200, page
        own = [case["id"] for case in page["items"]]
        officer, enterprise, overseer = cookie(service, "pengjiang1"), cookie(service, "lights"), cookie(service, "auditor1")
        requests = [
            get("/"), get("/policies"), get("/policies/jm2025-61.9.1.1.foreign"), get("/notices"), get("/statistics"), get("/calculator"),
            get("/desk", Cookie=officer), get("/desk/queue", Cookie=officer), get("/my", Cookie=enterprise), get("/fund", Cookie=overseer),
            get("/oversight", Cookie=overseer), get("/api/v1/notices"), get("/api/v1/cases?limit=50", Authorization=f"Bearer {auditor}"),
        ]
        for case in own[:5]:
            requests += [
                get(f"/my/cases/{case}", Cookie=enterprise), get(f"/desk/cases/{case}", Cookie=officer),
                get(f"/api/v1/cases/{case}", Authorization=f"Bearer {lights}"), get(f"/api/v1/cases/{case}/timeline", Authorization=f"Bearer {lights}"),
            ]
        asyncio.run(Load(service.port, requests, 50, 5).run())
        load = Load(service.port, requests, 200, 30)
        asyncio.run(load.run())
        times = sorted(load.times_us)
        report(
            "pages and reads, 200/s", f"p50 {quantile(times, .5) / 1000:.1f} ms, p99 {quantile(times, .99) / 1000:.1f} ms, "
            f"slowest {times[-1] / 1000:.0f} ms, {len(times)} answers, failures {load.failures or 0}", "asyncio, open loop")
        for name, found in sorted(load.by_name.items(), key=lambda item: -quantile(sorted(item[1]), .99))[:6]:
            report(f"  slowest kinds: {name}", f"p99 {quantile(sorted(found), .99) / 1000:.1f} ms", "")

        body = json.dumps({"as_of": "2025-11-03", "facts": MATCH_FACTS})
        (folder / "match.json").write_text(body)
        rate, p99, failed = wrk(service, HERE / "match.lua", 15, 16, folder / "match.json")
        report("POST /api/v1/match", f"{rate}/s, p99 {p99}, {failed} failed", "wrk, 16 connections")

        # The connection was idle for too long to be still open.
        client.close()
        drafts = []
        cursor = ""
        while len(drafts) < options.drafts:
            status, page, _ = client.send("GET", f"/api/v1/cases?place=draft&limit=200{cursor}")
            assert status == 200, page
            drafts += [case for case in page["items"]]
            if not page.get("next_cursor"):
                break
            cursor = "&cursor=" + page["next_cursor"]
        rate, times, failures = asyncio.run(submit_all(service.port, lights, drafts, 64))
        times.sort()
        report(
            "submissions, durable", f"{rate:.0f}/s, p50 {quantile(times, .5) / 1000:.0f} ms, p99 {quantile(times, .99) / 1000:.0f} ms, "
            f"{sum(failures.values())} failed {failures or ''}", f"asyncio, 64 connections, {len(drafts)} drafts")

        if options.minutes:
            sizes = [resident_kib(service.process)]

            async def watch():
                load = Load(service.port, requests, 100, options.minutes * 60)
                task = asyncio.create_task(load.run())
                while not task.done():
                    await asyncio.sleep(10)
                    sizes.append(resident_kib(service.process))
                return load

            load = asyncio.run(watch())
            shown = ", ".join(f"{size // 1024}" for size in sizes[:: max(1, len(sizes) // 8)])
            report(
                f"memory over {options.minutes} min, 100/s", f"{sizes[0] // 1024} → {sizes[-1] // 1024} MiB, greatest {max(sizes) // 1024} ({shown})",
                f"{len(load.times_us)} answers, failures {load.failures or 0}")
    finally:
        service.stop()
    service.audit()
    print("huiqi audit verify: intact")
    if not options.data:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
