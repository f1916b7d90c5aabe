#!/usr/bin/env python3
"""Kills the server with SIGKILL under write load, again and again, and checks that nothing acknowledged is lost and nothing happens twice.

usage: kill.py PROGRAM [--rounds N] [--engine sqlite|postgresql] [--seed N]

Each round: several programs write over the API, each write under an idempotency key of its own; at a random moment the server is killed and
started again. Then every acknowledged write must be there, as it was answered; every write without an answer is sent again under its key,
twice, and must have happened once; and `huiqi audit verify` must find chain, cases, decisions, fund book, limits and files intact.
Prints `N passed, N failed`; a round on one engine is one test.
"""
import argparse
import http.client
import pathlib
import queue
import random
import shutil
import sys
import tempfile
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from service import ROOT, Client, PostgreSQL, Service  # noqa: E402

PROCEDURE = "jm2025-61.claim"
MEASURE = "jm2025-61.9.2.domestic"
PAPERS = ["licence", "payment_proof", "booth_proof"]
FACTS = {
    "enterprise_is_exporter": True, "enterprise_consignor_since_2024": True, "enterprise_export_in_customs_stats": True,
    "enterprise_exports_via_agent_since_2024": False, "claim_event_date": "2025-09-20", "claim_other_subsidy_cny": 0,
    "claim_actual_cost_cny": 40000, "exhibition_in_key_plan": True, "exhibition_place_class": "mainland",
    "exhibition_nature": "professional", "participation_booths": 3, "participation_booth_type": "standard",
    "participation_eligible_cost_cny": 40000,
}
COMPANIES = {
    "lights": {"name": "江门演示灯饰有限公司", "district": "pengjiang"}, "tools": {"name": "蓬江演示五金有限公司", "district": "pengjiang"},
    "moto": {"name": "江门演示摩托配件有限公司", "district": "jianghai"}, "chem": {"name": "江海示例新材料有限公司", "district": "jianghai"},
    "ware": {"name": "江门示例不锈钢制品有限公司", "district": "xinhui"}, "board": {"name": "新会示例纸品有限公司", "district": "xinhui"},
}
OFFICERS = {"pengjiang": "pengjiang2", "jianghai": "jianghai2", "xinhui": "xinhui2"}
LOST = (OSError, http.client.HTTPException)


class Write:
    """One write: what was asked under which key, and what was answered, if anything was."""

    def __init__(self, method, path, body, version):
        self.method, self.path, self.body = method, path, body
        self.key = str(uuid.uuid4())
        self.headers = {"If-Match": f'"{version}"'} if version is not None else {}
        self.status = None
        self.answer = None

    def send(self, client):
        status, answer, _ = client.send(self.method, self.path, self.body, key=self.key, headers=self.headers)
        return status, answer


class Writer:
    """A program that writes until the server is gone; it remembers what it was answered."""

    def __init__(self, service, token):
        self.client = Client(service, token)
        self.writes = []
        self.faults = []

    def write(self, method, path, body, version=None):
        """Sends a write; None if no answer came."""
        write = Write(method, path, body, version)
        self.writes.append(write)
        try:
            write.status, write.answer = write.send(self.client)
        except LOST:
            return None
        if write.status >= 500:
            # "Try again" is no acknowledgement.
            write.status = None
            return None
        if write.status >= 400:
            self.faults.append(f"{method} {path}: {write.status} {write.answer}")
            return None
        return write.answer

    def settle(self):
        """After the restart: what has no answer yet is sent again, twice; both answers are the same."""
        for write in self.writes:
            if write.status is not None:
                continue
            first = write.send(self.client)
            again = write.send(self.client)
            if first[0] >= 400:
                self.faults.append(f"again {write.method} {write.path}: {first}")
            if first != again:
                self.faults.append(f"{write.path} has two answers: {first} and {again}")
            write.status, write.answer = first
        # Acknowledged before the kill: the same key still gives the same answer.
        for write in random.sample(self.writes, min(5, len(self.writes))):
            if write.send(self.client)[1] != write.answer:
                self.faults.append(f"{write.path} is answered otherwise than before the kill")

    def lasting(self):
        """The latest version of every case that was acknowledged."""
        last = {}
        for write in self.writes:
            if write.answer and "version" in write.answer:
                last[write.answer["id"]] = max(last.get(write.answer["id"], 0), write.answer["version"])
        return last


class Enterprise(Writer):
    """Drafts claims, states what they need, uploads papers, hands them in."""

    def __init__(self, service, token, company, waiting):
        super().__init__(service, token)
        self.company, self.waiting = company, waiting

    def load(self, stop):
        while not stop.is_set():
            mark = uuid.uuid4().hex
            case = self.write("POST", "/api/v1/cases", {"measure": MEASURE, "even_if_one_exists": True, "facts": FACTS})
            steps = [
                ("PUT", "content", {
                    "facts": {**FACTS, "enterprise_district": self.company["district"]},
                    "particulars": {"exhibition_name": f"演示展 {mark}"},
                    "vouchers": [{"number": mark, "issuer": "示例服务有限公司", "day": "2025-09-20", "amount_cny": 40000}],
                    "account": {"holder": self.company["name"], "bank": "演示银行", "number": "9900000000000000011"},
                }),
                *(("POST", f"papers?kind={kind}&name={kind}.pdf", f"%PDF-1.4\n% {mark} {kind}\n%%EOF\n".encode()) for kind in PAPERS),
                ("POST", "submission", {"is_declared": True}),
            ]
            for method, part, body in steps:
                if case is None:
                    return
                case = self.write(method, f"/api/v1/cases/{case['id']}/{part}", body, case["version"])
            if case is None:
                return
            self.waiting.put(case)


class Officer(Writer):
    """Accepts claims and puts each in a plan of its own, which keeps money back in the fund."""

    def __init__(self, service, token, waiting):
        super().__init__(service, token)
        self.waiting = waiting

    def load(self, stop):
        while not stop.is_set():
            try:
                case = self.waiting.get(timeout=0.05)
            except queue.Empty:
                continue
            if self.write("POST", f"/api/v1/cases/{case['id']}/acceptance", {}, case["version"]) is None:
                return
            if self.write("POST", "/api/v1/plans", {"procedure": PROCEDURE, "cases": [case["id"]]}) is None:
                return


class Treasury(Writer):
    """Enters money into the book: the sum must be that of the entries, whatever was killed."""

    def __init__(self, service, token, year):
        super().__init__(service, token)
        self.year = year

    def load(self, stop):
        while not stop.is_set():
            body = {"procedure": PROCEDURE, "year": self.year, "amount_cny": 1, "reference": "kill"}
            if self.write("POST", "/api/v1/appropriations", body) is None:
                return


def appropriated(client, year):
    status, answer, _ = client.send("GET", "/api/v1/funds")
    assert status == 200, answer
    return sum(fund["appropriated_cny"] for fund in answer["items"] if fund["year"] == year)


def one_round(service, tokens, year, rng):
    service.start()
    queues = {district: queue.Queue() for district in OFFICERS}
    enterprises = [Enterprise(service, tokens[login], company, queues[company["district"]]) for login, company in COMPANIES.items()]
    officers = [Officer(service, tokens[login], queues[district]) for district, login in OFFICERS.items()]
    treasury = Treasury(service, tokens["finance1"], year)
    writers = [*enterprises, *officers, treasury]
    before = appropriated(treasury.client, year)
    stop = threading.Event()
    threads = [threading.Thread(target=writer.load, args=(stop,)) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(rng.uniform(0.02, 0.9))
    service.kill()
    stop.set()
    for thread in threads:
        thread.join()
    service.start()
    try:
        for writer in writers:
            writer.client.close()
            writer.settle()
        faults = [fault for writer in writers for fault in writer.faults]
        last = {}
        for writer in writers:
            for case, version in writer.lasting().items():
                last[case] = max(last.get(case, 0), version)
        for case, version in last.items():
            status, kept, _ = next(writer for writer in enterprises if case in writer.lasting()).client.send("GET", f"/api/v1/cases/{case}")
            # A plan moves a case on without answering with it.
            if status != 200 or not version <= kept["version"] <= version + 1:
                faults.append(f"case {case}: acknowledged version {version}, kept {kept and kept.get('version')} ({status})")
        after = appropriated(treasury.client, year)
        if after - before != len(treasury.writes):
            faults.append(f"{len(treasury.writes)} entries of 1 changed the fund by {after - before}")
    finally:
        for writer in writers:
            writer.client.close()
        service.stop()
    try:
        service.audit()
    except AssertionError as error:
        faults.append(str(error))
    return sum(len(writer.writes) for writer in writers), faults


def run(engine, program, rounds, seed):
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"huiqi-kill-{engine}-"))
    postgresql = PostgreSQL() if engine == "postgresql" else None
    name = f"huiqi_kill_{folder.name[-8:].lower()}"
    database = postgresql.create(name) if postgresql else None
    passed, failed, writes_total = 0, 0, 0
    try:
        service = Service(program, folder / "data", database=database, options=["--no-rate-limits"])
        content = folder / "demo.yaml"
        # Money enough for as many plans as come.
        demo = (ROOT / "examples/demo.yaml").read_text("utf-8")
        content.write_text(demo.replace("appropriate: 2000000, year: next", "appropriate: 9000000000, year: next"), "utf-8")
        service.load_demo("--content", str(content))
        tokens = {login: service.token(login) for login in [*COMPANIES, *OFFICERS.values(), "finance1"]}
        rng = random.Random(seed)
        year = time.gmtime().tm_year + 1
        for number in range(1, rounds + 1):
            writes, faults = one_round(service, tokens, year, rng)
            writes_total += writes
            if faults:
                failed += 1
                print(f"{engine} round {number}: {len(faults)} faults; the first: {faults[0]}", flush=True)
            else:
                passed += 1
            if number % 20 == 0:
                print(f"{engine}: {number} rounds, {writes_total} writes, {failed} failed", flush=True)
    finally:
        if postgresql:
            postgresql.drop(name)
        if failed == 0:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the data is kept in {folder}")
    print(f"{engine}: {rounds} kills, {writes_total} writes")
    return passed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    totals = [run(engine, options.program, options.rounds, options.seed) for engine in options.engine or ["sqlite", "postgresql"]]
    passed, failed = sum(total[0] for total in totals), sum(total[1] for total in totals)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
