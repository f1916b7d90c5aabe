#!/usr/bin/env python3
"""Sends what its own OpenAPI file admits, and what it doesn't, to every operation of the running service, as the roles of the demonstration.

usage: fuzz.py PROGRAM [--examples N] [--seed N] [--only TEXT]     an operation is one test; prints `N passed, N failed`

No answer may be a 5xx; every answer must have a status, a type and a content that the file names. Addresses and bodies hold things that
exist as often as things that don't, so that more than the refusals is reached; every operation that reads must have answered well once.
Afterwards `huiqi audit verify` must find everything in order.
"""
import argparse
import collections
import pathlib
import sys
import tempfile
import time
import uuid

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_headers_conformance, response_schema_conformance, status_code_conformance)

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from kill import FACTS, MEASURE, PROCEDURE  # noqa: E402
from service import Client, Service  # noqa: E402

ROLES = {
    "enterprise": "lights", "district_reviewer": "pengjiang1", "city_reviewer": "city1", "finance": "finance1",
    "district_finance": "pengjiang-pay", "supervisor": "supervisor1", "auditor": "auditor1", "administrator": "admin1",
}
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
TABLE = pathlib.Path(__file__).resolve().parents[1] / "WebTests/access-table.txt"


def access():
    """Which roles each route admits."""
    lines = TABLE.read_text("utf-8").splitlines()
    names = next(line for line in lines if line.startswith("# visitor")).split()[2:-1]
    rows = [line.split() for line in lines if "/api/v1/" in line]
    return {f"{row[0]} {row[1]}": [name for name, cell in zip(names, row[3:]) if cell == "ok"] for row in rows}


class Town:
    """What there is in the service: things whose names make a request meaningful."""

    def __init__(self, service):
        self.clients = {role: Client(service, service.token(login)) for role, login in ROLES.items()}
        self.known = collections.defaultdict(list)
        # What belongs to a case, with the case.
        self.files = collections.defaultdict(list)
        for role in ("auditor", "enterprise"):
            self.known["cases"] += [one["id"] for one in self.read(role, "/api/v1/cases")["items"]]
        for name in ("notices", "payments", "plans"):
            self.known[name] = [one["id"] for one in self.read("auditor", f"/api/v1/{name}")["items"]]
        self.known["procedures"] = [PROCEDURE]
        self.known["policies"] = [MEASURE]
        for fund in self.read("auditor", "/api/v1/funds")["items"]:
            self.known["scheme"].append(fund["scheme"])
            self.known["year"].append(fund["year"])
        for case in self.known["cases"][:8]:
            found = self.read("auditor", f"/api/v1/cases/{case}")
            if found and found.get("receipt"):
                self.known["code"].append(found["receipt"]["code"])
            if found and found.get("decision"):
                self.files["decisions"].append({"id": case, "sha256": found["decision"]["record_sha256"]})
                self.files["papers"] += [{"id": case, "sha256": paper["sha256"]} for paper in found["content"]["papers"]]
        # An objection with the code that opens it.
        self.known["objections"], codes = self.object()
        self.known["code_of_objection"] = codes
        # People who may come to harm, so that those who ask keep their accounts.
        for number in range(4):
            body = {"login_name": f"fuzzed-{number}", "name": "虚构某", "role": "auditor"}
            status, made, _ = self.clients["administrator"].send("POST", "/api/v1/accounts", body, key=str(uuid.uuid4()))
            assert status == 201, made
            self.known["accounts"].append(self.find(made, "id"))
        self.known["members"] = [
            one["id"] for one in self.read("enterprise", "/api/v1/company/members")["items"] if one["member_role"] != "owner"]

    def object(self):
        """Objects to a claim on an open notice; answers the objection and its code."""
        for notice in self.read("auditor", "/api/v1/notices")["items"]:
            if notice["is_closed"]:
                continue
            case = self.read("auditor", f"/api/v1/notices/{notice['id']}")["lines"][0]["case"]
            body = {
                "case": case, "kind": "person", "name": "虚构丙", "identity": "440799190001010035", "contact": "000-3333333", "text": "请核实。"}
            status, made, _ = self.clients["auditor"].send(
                "POST", f"/api/v1/notices/{notice['id']}/objections", body, key=uuid.uuid4().hex)
            assert status == 201, made
            return [made["objection"]["id"] if "objection" in made else made["id"]], [made["code"]]
        raise AssertionError("no notice is open")

    def read(self, role, path):
        status, answer, _ = self.clients[role].send("GET", path)
        return answer if status == 200 else None

    @classmethod
    def find(cls, tree, key):
        """The first value of a key anywhere in an answer."""
        if isinstance(tree, dict):
            if key in tree:
                return tree[key]
            return next((found for part in tree.values() if (found := cls.find(part, key)) is not None), None)
        return None

    def path(self, template, draw):
        """Values for the parameters of an address that fit it."""
        pieces = template.strip("/").split("/")
        if pieces[-1] == "{sha256}":
            return draw(st.sampled_from(self.files[pieces[-2]]))
        values = {}
        for before, piece in zip(pieces, pieces[1:]):
            name = piece.strip("{}")
            known = self.known[before if before in self.known else name] if piece.startswith("{") else None
            if known:
                values[name] = draw(st.sampled_from(known))
        return values

    def body(self, body, draw):
        """A body that speaks of what exists."""
        if not isinstance(body, dict):
            return body
        fitting = {
            "cases": lambda: draw(st.lists(st.sampled_from(self.known["cases"]), max_size=4, unique=True)),
            "case": lambda: draw(st.sampled_from(self.known["cases"])), "measure": lambda: MEASURE, "procedure": lambda: PROCEDURE,
            "facts": lambda: dict(FACTS), "scheme": lambda: draw(st.sampled_from(self.known["scheme"])),
        }
        return {key: fitting[key]() if key in fitting and draw(st.booleans()) else value for key, value in body.items()}


class Fuzzer:
    def __init__(self, service, examples, number):
        self.service, self.examples, self.number = service, examples, number
        self.town = Town(service)
        self.admitted = access()
        self.statuses = collections.defaultdict(collections.Counter)

    def strategies(self, operation):
        """Requests that fit, twice as often as those that don't, where there is anything that can be wrong."""
        sound = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        takes_something = operation.body or operation.query or operation.path_parameters
        return [sound, sound, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)] if takes_something else [sound]

    def one(self, operation):
        """Asks one operation many times; one that reads until it has answered well, as chance may not have hit on anything there is."""
        label = f"{operation.method.upper()} {operation.path}"
        for again in range(20):
            self.ask(operation, self.number + again)
            if operation.method.upper() != "GET" or any(status < 300 for status in self.statuses[label]):
                return
        raise AssertionError(f"never answered well: {dict(self.statuses[label])}")

    def ask(self, operation, number):
        """Asks one operation many times; raises what is wrong."""
        template = operation.path
        label = f"{operation.method.upper()} {template}"
        strategies = self.strategies(operation)
        roles = self.admitted[label]

        @seed(number)
        @settings(
            max_examples=self.examples, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False)
        @given(st.data())
        def ask(data):
            case = data.draw(data.draw(st.sampled_from(strategies)))
            if data.draw(st.booleans()):
                case.path_parameters = {**(case.path_parameters or {}), **self.town.path(template, data.draw)}
                case.body = self.town.body(case.body, data.draw)
                if case.query and "code" in case.query:
                    case.query = {**case.query, "code": self.town.known["code_of_objection"][0]}
            role = data.draw(st.sampled_from(roles * 4 + list(ROLES)))
            headers = {"Authorization": f"Bearer {self.town.clients[role].token}"}
            if operation.method.upper() != "GET" and data.draw(st.integers(0, 9)) > 0:
                headers["Idempotency-Key"] = uuid.uuid4().hex
                for name in [name for name in case.headers or {} if name.lower() == "idempotency-key"]:
                    del case.headers[name]
            answer = case.call(headers=headers, timeout=30)
            self.statuses[label][answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS, headers=headers)

        ask()


def run(program, examples, number, only):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="huiqi-fuzz-"))
    passed = failed = 0
    service = Service(program, folder / "data", options=["--no-rate-limits"])
    try:
        service.load_demo()
        service.start()
        fuzzer = Fuzzer(service, examples, number)
        schema = schemathesis.openapi.from_url(f"{service.address}/api/v1/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations()]
        # Reading first: what is written later may take away what can be read.
        operations.sort(key=lambda operation: (operation.method.upper() != "GET", operation.method.upper() == "DELETE"))
        for operation in operations:
            label = f"{operation.method.upper()} {operation.path}"
            if only and only not in label:
                continue
            try:
                fuzzer.one(operation)
                passed += 1
            except (Exception, BaseExceptionGroup) as error:  # whatever it is, the other operations are still to be asked
                failed += 1
                parts = [str(part) for part in getattr(error, "exceptions", [error])] + [str(error)]
                print(f"FAILED {label}: {type(error).__name__}: {chr(10).join(parts)[:2000]}", flush=True)
        for role, client in fuzzer.town.clients.items():
            client.close()
            status, answer, _ = client.send("GET", "/api/v1/me")
            if status != 200:
                failed += 1
                print(f"FAILED the token of {role} does not work any more: {answer}")
        total = sum(fuzzer.statuses.values(), collections.Counter())
        good = sum(1 for counts in fuzzer.statuses.values() if any(status < 300 for status in counts))
        kinds = ", ".join(f"{status}: {count}" for status, count in sorted(total.items()))
        print(f"{sum(total.values())} requests to {len(fuzzer.statuses)} operations, {good} of which did something; {kinds}")
    finally:
        service.stop()
    return service.close(folder, passed, failed)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--examples", type=int, default=25)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", help="operations whose name holds this text")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    passed, failed = run(options.program, options.examples, options.seed, options.only)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
