"""What the patterns cost: requests a second of the app beside the same routes on bare FastAPI."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from integration_patterns.benchmarks.table import print_medians

EXAMPLE_APP = Path(__file__).parents[2] / "example_app"
# One reads the database, as most do; the other does nothing, so it shows the cost at its worst.
REPORTS = "/api/v1/reports"
LIVE = "/health/live"
ROUTES = (f"{REPORTS}?limit=20", LIVE)
LIMIT_PERCENT = 25
SERVERS = {
    "bare": "integration_patterns.benchmarks.bare_app",
    "patterns": "app.entrypoints.webserver",
}
CONNECTIONS = 16
START_SECONDS = STOP_SECONDS = 30


def app(
    rounds: Annotated[int, typer.Option(min=1, help="How often each server is measured.")] = 5,
    seconds: Annotated[int, typer.Option(min=1, help="How long each measurement takes.")] = 5,
) -> None:
    """Measure the app and bare FastAPI in turns with wrk; print medians and their ratio."""
    if shutil.which("wrk") is None:
        typer.echo("wrk is not installed. fix: install the Debian package wrk.", err=True)
        raise typer.Exit(1)
    with tempfile.TemporaryDirectory() as folder:
        environment = _prepare(Path(folder))
        with (
            _serving(SERVERS["bare"], environment) as bare,
            _serving(SERVERS["patterns"], environment) as patterns,
        ):
            servers = {"bare": bare, "patterns": patterns}
            for route in ROUTES:
                _print(route, _measure(servers, route, rounds, seconds))


def _measure(
    servers: Mapping[str, str], route: str, rounds: int, seconds: int
) -> dict[str, list[float]]:
    results: dict[str, list[float]] = {name: [] for name in servers}
    for url in servers.values():
        _requests_per_second(url + route, 1)
    for _ in track(range(rounds), f"Measuring {route}", console=Console(stderr=True)):
        for name, url in servers.items():
            results[name].append(_requests_per_second(url + route, seconds))
    return results


def _prepare(folder: Path) -> dict[str, str]:
    """A database with reports to read, and the settings that point to it."""
    import httpx  # noqa: PLC0415 - who only checks an app of their own has no httpx

    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/app.db",
        "ENVIRONMENT": "production",
        "LOG_FORMAT": "json",
    }
    for command in (
        ["-m", "alembic", "upgrade", "head"],
        ["-m", "app.entrypoints.seed", "--until", "2026-11-01"],
    ):
        subprocess.run(
            [sys.executable, *command],
            cwd=EXAMPLE_APP,
            # Production refuses sample data.
            env={**environment, "ENVIRONMENT": "development"},
            check=True,
            timeout=60,
        )
    with _serving(SERVERS["patterns"], environment) as url:
        for month in range(1, 11):
            for user_id in (7, 42, 123):
                httpx.post(
                    f"{url}{REPORTS}",
                    params={"user_id": user_id, "month": f"2026-{month:02}"},
                ).raise_for_status()
    return environment


@contextmanager
def _serving(module: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Run a server, its log thrown away; yields its base URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_answering(process, url)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_answering(process: "subprocess.Popen[bytes]", url: str) -> None:
    import httpx  # noqa: PLC0415 - who only checks an app of their own has no httpx

    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(f"{url}{LIVE}").raise_for_status()
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer within {START_SECONDS} s")


def _requests_per_second(url: str, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or (found := re.search(r"Requests/sec:\s+([\d.]+)", report)) is None:
        raise RuntimeError(f"{url} failed under load:\n{report}")
    return float(found[1])


def _print(route: str, results: Mapping[str, list[float]]) -> None:
    print_medians(f"GET {route}", ("server", "requests/s"), results, "bare", digits=0)
    cost = 100 * (1 - median(results["patterns"]) / median(results["bare"]))
    Console().print(f"The patterns cost {cost:.0f} %, limit {LIMIT_PERCENT} %.")
