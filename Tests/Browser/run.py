#!/usr/bin/env python3
"""The pages in a real browser: the whole road of a claim with all roles, what people do with their accounts, and every page of every role.

usage: run.py PROGRAM [--thorough] [road] [accounts] [zh] [en]     prints `N passed, N failed`; pictures are in .build/screenshots

Parts run beside each other, two at a time. Together they open every GET route of the service; one that stays shut is a failure. --thorough
looks at public pages and those of an account as every role, and at two pages of a kind.
"""
import argparse
import contextlib
import io
import multiprocessing
import pathlib
import shutil
import sys
import tempfile
import traceback
from datetime import datetime, timedelta, timezone

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from accounts import accounts  # noqa: E402
from browser import SCREENSHOTS, Browser, Results  # noqa: E402
from crawl import crawl_chinese, crawl_english, unopened  # noqa: E402
from road import road  # noqa: E402
from service import Service  # noqa: E402

CHINA = timezone(timedelta(hours=8))
LATER = datetime(2026, 6, 10, 10, 0, tzinfo=CHINA)
PARTS = {
    # The road begins where its payments fall into the next year; the pages are looked at when the demonstration has everything.
    "road": (road, datetime(2025, 12, 1, 9, 0, tzinfo=CHINA)), "zh": (crawl_chinese, LATER), "en": (crawl_english, LATER),
    "accounts": (accounts, LATER),
}


def run(task):
    """One part with a service and a browser of its own; what it says comes in one piece."""
    program, name, is_thorough = task
    part, start = PARTS[name]
    results = Results()
    opened = set()
    words = io.StringIO()
    with contextlib.redirect_stdout(words):
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"huiqi-{name}-"))
        service = Service(program, folder / "data", clock=folder / "clock", options=["--no-rate-limits"])
        try:
            service.stand_at(start)
            service.load_demo()
            service.start()
            with sync_playwright() as playwright:
                browser = Browser(playwright, service, results)
                opened = browser.opened
                try:
                    browser.prove_axe()
                    part(browser, results, is_thorough)
                finally:
                    browser.close()
        except Exception as error:
            results.check(name, False, f"{type(error).__name__}: {error}")
            traceback.print_exc(file=words)
        finally:
            service.stop()
        try:
            service.audit()
            results.check(f"{name}: audit verify", True)
        except AssertionError as error:
            results.check(f"{name}: audit verify", False, error)
        if results.failed == 0:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the data and the log of the server are in {folder}")
        print(f"{name}: {results.passed} passed, {results.failed} failed")
    return words.getvalue(), results.passed, results.failed, opened


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--thorough", action="store_true")
    options = parser.parse_args()
    chosen = options.parts or list(PARTS)
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    passed = failed = 0
    opened = set()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for words, good, bad, paths in pool.imap_unordered(run, [(options.program, name, options.thorough) for name in chosen]):
            print(words, end="", flush=True)
            passed, failed, opened = passed + good, failed + bad, opened | paths
    if set(chosen) == set(PARTS):
        shut = unopened(opened)
        for template in shut:
            print(f"FAILED no page leads to GET {template}, and nothing opens it")
        passed, failed = passed + (not shut), failed + len(shut)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
