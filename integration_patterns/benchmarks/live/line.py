"""Serves a folder as a static host does, over a line as slow as asked, and counts what it sent."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from integration_patterns.site.served import QuietHandler, serve

CHUNK = 16384
# As a server with both prefers them.
CODINGS = {"br": ".br", "gzip": ".gz"}
TYPES = {".wasm": "application/wasm", ".mjs": "text/javascript", ".js": "text/javascript"}
YEAR = "public, max-age=31536000, immutable"


@dataclass
class Line:
    """A line that all connections share.

    Attributes:
        rate: Bytes a second; 0 is as fast as the machine.
        latency: Seconds that each request takes before its first byte.
    """

    rate: float = 0
    latency: float = 0
    sent: Counter[str] = field(default_factory=Counter)
    _free_at: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, path: str, count: int) -> None:
        """Wait as long as these bytes take, after those that wait already."""
        with self._lock:
            self.sent[path] += count
            if not self.rate:
                return
            now = time.monotonic()
            self._free_at = max(self._free_at, now) + count / self.rate
            wait = self._free_at - now
        time.sleep(wait)


LOOPBACK = Line()
SLOW = Line(rate=20e6 / 8, latency=0.04)


@contextmanager
def serving(folder: Path, line: Line) -> Iterator[str]:
    """Serve a folder; yields its address, which ends in a slash."""

    class Handler(_Handler):
        the_line = line

    with serve(folder, Handler) as address:
        yield address


class _Handler(QuietHandler):
    the_line: ClassVar[Line]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - the base's name
        """Answer with a compressed file where there is one that the browser takes."""
        time.sleep(self.the_line.latency)
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        coding, sent = self._form(file)
        content = sent.read_bytes()
        self.send_response(HTTPStatus.OK)
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("Content-Type", TYPES.get(file.suffix) or self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        fresh = file.suffix == ".html" or file.name == "manifest.json"
        self.send_header("Cache-Control", "no-cache" if fresh else YEAR)
        self.send_header("Last-Modified", self.date_time_string(int(file.stat().st_mtime)))
        self.end_headers()
        for at in range(0, len(content), CHUNK):
            part = content[at : at + CHUNK]
            self.the_line.carry(self.path, len(part))
            self.wfile.write(part)

    def _form(self, file: Path) -> tuple[str, Path]:
        taken = {one.strip() for one in self.headers.get("Accept-Encoding", "").split(",")}
        for coding, ending in CODINGS.items():
            packed = file.with_name(f"{file.name}{ending}")
            if coding in taken and packed.is_file():
                return coding, packed
        return "", file
