"""Debian's Firefox without a driver: the page does what is asked, and posts what came of it."""

import json
import os
import queue
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

from integration_patterns.site.served import QuietHandler

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
