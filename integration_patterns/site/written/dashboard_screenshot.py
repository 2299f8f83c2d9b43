"""Photograph the running dashboard.

Run it with `python -m integration_patterns.site.written.dashboard_screenshot [FOLDER]`.
`dashboard.png` is committed. Dark, phone and error go to FOLDER, the argument, for looking at.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, expect

from integration_patterns.site.browser import NoBrowserError, chromium
from integration_patterns.site.served import ROOT
from integration_patterns.site.written.screenshots import COMMITTED, weighed

COMMITTED_LIMIT = 200_000
PREPARE = (
    ("-m", "alembic", "upgrade", "head"),
    ("-m", "app.entrypoints.seed", "--orders", "500"),
    ("-c", (Path(__file__).parent / "dashboard_past.py").read_text("utf-8")),
)


@dataclass(frozen=True)
class Shot:
    """One picture: the window, and whom a report is made for."""

    name: str
    scheme: Literal["light", "dark"]
    width: int
    height: int
    user_id: str = "7"


LIGHT = Shot("dashboard", "light", 1280, 860)
OTHERS = (
    Shot("dashboard-dark", "dark", 1280, 860),
    Shot("dashboard-phone", "light", 390, 1620),
    Shot("dashboard-error", "light", 1280, 860, user_id="999"),
)


@contextmanager
def process(module: str, ready: str, environment: dict[str, str]) -> Iterator[None]:
    """Run a process of the app until the block ends, once it has said that it is ready."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(
        command, cwd=ROOT / "example_app", env=environment, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        try:
            next(line for line in started.stdout if ready in line)
            yield
        finally:
            started.terminate()
            started.communicate()


@contextmanager
def running_app(folder: Path) -> Iterator[str]:
    """Both processes on a database with a past; the address of the webserver."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'app.db'}",
        "INSTANCE_ID": "scheduler-1",
        "PORT": port,
    }
    for command in PREPARE:
        subprocess.run(
            [sys.executable, *command], cwd=ROOT / "example_app", env=environment, check=True
        )
    with (
        process("app.entrypoints.scheduler", "scheduler_started", environment),
        process("app.entrypoints.webserver", "Uvicorn running on", environment),
    ):
        yield f"http://127.0.0.1:{port}"


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> Path:
    """Open the dashboard, ask for a report, and write the picture."""
    size: ViewportSize = {"width": shot.width, "height": shot.height}
    with browser.new_context(color_scheme=shot.scheme, viewport=size) as window:
        page = window.new_page()
        page.goto(f"{address}/dashboard/")
        ask = page.locator("flt-semantics-placeholder")
        ask.wait_for(state="attached")
        ask.dispatch_event("click")
        page.get_by_role("textbox", name="User id").click()
        page.keyboard.type(shot.user_id)
        page.get_by_role("button", name="Generate report").click()
        expect(page.locator("[flt-semantics-identifier='answer']")).to_be_attached()
        page.mouse.move(0, 0)
        page.wait_for_timeout(1000)  # the button's ripple
        file = folder / f"{shot.name}.png"
        page.screenshot(path=file)
    return file


def main(arguments: list[str]) -> str | None:
    """Take every picture; return what went wrong."""
    folder = Path(arguments[0]) if arguments else ROOT / ".cache/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    COMMITTED.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory() as data,
            running_app(Path(data)) as address,
            chromium() as browser,
        ):
            committed = take(browser, address, LIGHT, COMMITTED)
            taken = [take(browser, address, shot, folder) for shot in OTHERS]
    except NoBrowserError as error:
        return str(error)
    return weighed(committed, taken, COMMITTED_LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
