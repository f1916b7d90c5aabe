"""The service run as people run it: the program, its data folder, its port, its clock. Used by the browser, kill and load tests."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = next(
    line.split(":", 1)[1].strip() for line in (ROOT / "examples/demo.yaml").read_text("utf-8").splitlines() if line.startswith("password:"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """One data folder with a server that can be started, killed and started again."""

    def __init__(self, program, data, database=None, clock=None, options=()):
        self.program = str(pathlib.Path(program).resolve())
        self.data = pathlib.Path(data)
        self.options = list(options)
        self.environment = {key: value for key, value in os.environ.items() if key != "HUIQI_DATABASE"}
        if database:
            self.environment["HUIQI_DATABASE"] = database
        self.clock = clock and pathlib.Path(clock)
        self.port = None
        self.process = None
        self.log = None

    # The command line

    def run(self, *arguments, check=True):
        done = subprocess.run(
            [self.program, *arguments, "--data", str(self.data)], cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"huiqi {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
        return done

    def clock_options(self):
        return ["--clock-file", str(self.clock)] if self.clock else []

    def load_demo(self, *arguments):
        return self.run("demo", *self.clock_options(), *arguments)

    def token(self, login):
        return self.run("account", "token", login, "--label", "test").stdout.strip()

    def audit(self):
        """What `huiqi audit verify` says; raises if anything differs."""
        done = self.run("audit", "verify", "--json", check=False)
        if done.returncode != 0:
            raise AssertionError(f"audit verify: {done.stdout.strip()} {done.stderr.strip()}")
        return json.loads(done.stdout)

    def close(self, folder, passed, failed):
        """The last check of a stopped service, that `audit verify` finds nothing; what went wrong keeps its folder. The counts with it."""
        try:
            self.audit()
            passed += 1
        except AssertionError as error:
            failed += 1
            print(f"FAILED audit verify: {error}")
        if failed == 0:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the data and the log of the server are in {folder}")
        return passed, failed

    # The clock

    def stand_at(self, moment):
        """Moves the clock of the service to a moment (an aware datetime); it goes on from there."""
        offset = int(moment.timestamp() - time.time())
        draft = self.clock.with_suffix(".new")
        draft.write_text(f"{offset}\n")
        draft.replace(self.clock)

    def advance(self, seconds):
        """Lets time pass."""
        draft = self.clock.with_suffix(".new")
        draft.write_text(f"{int(self.clock.read_text()) + seconds}\n")
        draft.replace(self.clock)

    # The server

    def start(self, timeout_seconds=60):
        self.port = self.port or free_port()
        self.log = open(self.data.parent / (self.data.name + ".log"), "ab")
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", str(self.data), "--port", str(self.port), *self.clock_options(), *self.options],
            cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)
        end = time.monotonic() + timeout_seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}; its words are in {self.log.name}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    connection.close()
                    return self
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def kill(self):
        """Ends the server as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def stop(self):
        """Ends the server as an operator does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.log:
            self.log.close()


class Client:
    """A program with a token: JSON in, JSON out, one connection."""

    def __init__(self, service, token):
        self.service = service
        self.token = token
        self.connection = None

    def send(self, method, path, body=None, key=None, headers=None, timeout_seconds=30):
        """Status, JSON body (or None) and headers; a body of bytes is sent as a PDF, another as JSON.

        Raises OSError or http.client.HTTPException where no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=timeout_seconds)
        all_headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json", **(headers or {})}
        data = None
        if isinstance(body, bytes):
            data = body
            all_headers["Content-Type"] = "application/pdf"
        elif body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            all_headers["Content-Type"] = "application/json"
        if key:
            all_headers["Idempotency-Key"] = key
        try:
            self.connection.request(method, path, data, all_headers)
            answer = self.connection.getresponse()
            text = answer.read()
            found = dict((name.lower(), value) for name, value in answer.getheaders())
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return answer.status, json.loads(text) if text and "json" in found.get("content-type", "") else None, found

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class PostgreSQL:
    """Databases of their own on the throw-away server of scripts/postgres."""

    def __init__(self):
        self.url = subprocess.run(["scripts/postgres", "start"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    def create(self, name):
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{name}"')
        return self.url.rsplit("/", 1)[0] + "/" + name

    def drop(self, name):
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, statement):
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url], check=True, capture_output=True)
