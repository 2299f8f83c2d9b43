"""Debian's Firefox: without a driver, where the page posts what came of it, or with Playwright."""

import json
import os
import queue
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Browser, sync_playwright

from integration_patterns.site.served import QuietHandler
from tests.support import firefox_relay

NAMES = ("firefox-esr", "firefox")
PATIENCE = 90  # seconds
# Nothing but the page: no first-run tour, no updates, no calls home.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class ReportedHandler(QuietHandler):
    """Serves files, and takes the page's report."""

    reports: ClassVar["queue.Queue[Any]"] = queue.Queue()

    def do_POST(self) -> None:  # noqa: N802 - the base's name
        """Keep what the page posts."""
        self.reports.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()


def find() -> str | None:
    """The installed Firefox."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def showing(program: str, address: str, profile: Path) -> Iterator[None]:
    """Firefox with a page open, in a profile of its own."""
    profile.mkdir()
    lines = [f'user_pref("{name}", {json.dumps(v)});\n' for name, v in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    process = subprocess.Popen(
        [program, "--headless", "--no-remote", "--profile", str(profile), address],
        env={**os.environ, "HOME": str(profile)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def driven(program: str, folder: Path) -> Iterator[Browser]:
    """Firefox driven by Playwright over WebDriver BiDi.

    Args:
        program: The installed Firefox.
        folder: An existing folder, for its profile.
    """
    stand_in = folder / "firefox"
    command = [sys.executable, firefox_relay.__file__, program]
    stand_in.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    stand_in.chmod(0o755)
    with sync_playwright() as playwright:
        browser = playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=stand_in,
            firefox_user_prefs=PREFERENCES,
            env={**os.environ, "HOME": str(folder)},
        )
        try:
            yield browser
        finally:
            browser.close()
