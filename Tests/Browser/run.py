#!/usr/bin/env python3
"""The pages in a real browser: the whole road of a claim with all roles, and every page every role can reach.

usage: run.py PROGRAM [road] [crawl]     prints `N passed, N failed`; pictures are in .build/screenshots
"""
import pathlib
import shutil
import sys
import tempfile
import traceback
from datetime import datetime, timedelta, timezone

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from browser import Browser, Results  # noqa: E402
from crawl import crawl  # noqa: E402
from road import road  # noqa: E402
from service import Service  # noqa: E402

CHINA = timezone(timedelta(hours=8))


def main():
    program = sys.argv[1]
    chosen = sys.argv[2:] or ["road", "crawl"]
    results = Results()
    for name, part, start in (
        # The road begins where its payments fall into the next year; the pages are looked at when the demonstration has everything.
        ("road", road, datetime(2025, 12, 1, 9, 0, tzinfo=CHINA)), ("crawl", crawl, datetime(2026, 6, 10, 10, 0, tzinfo=CHINA)),
    ):
        if name not in chosen:
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"huiqi-{name}-"))
        service = Service(program, folder / "data", clock=folder / "clock", options=["--no-rate-limits"])
        service.stand_at(start)
        service.load_demo()
        service.start()
        browser = None
        try:
            with sync_playwright() as playwright:
                browser = Browser(playwright, service, results)
                try:
                    browser.prove_axe()
                    part(browser, results)
                finally:
                    browser.close()
        except Exception as error:
            results.check(name, False, f"{type(error).__name__}: {error}")
            traceback.print_exc()
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
    print(f"{results.passed} passed, {results.failed} failed")
    sys.exit(1 if results.failed else 0)


if __name__ == "__main__":
    main()
