"""Build the site and serve it on loopback, the way a static host would."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and writes no access log."""

    def handle(self) -> None:
        """Serve; a page that was closed meanwhile reads no more."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base's
        """Stay silent: what a browser asked for is asserted where it matters."""


class BuildError(RuntimeError):
    """MkDocs refused the pages; the message is what it printed."""


def build(folder: Path, address: str) -> None:
    """Build the site strictly into a folder, for the address it will be read at.

    It is a site to look at: blocks whose tests have not run yet are shown.

    Raises:
        BuildError: There was an error or a warning.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SITE_URL": address, "UNPROVEN": "show"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"mkdocs build --strict failed.\n{done.stdout}{done.stderr}")


@contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on a free port; the address ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def built_site(folder: Path) -> Iterator[str]:
    """Build the site and serve it.

    Raises:
        BuildError: There was an error or a warning.
    """
    with serve(folder) as address:
        build(folder, address)
        yield address
