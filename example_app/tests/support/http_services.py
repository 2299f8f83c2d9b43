"""Real HTTP servers on loopback that do as a test asks: answer, fail, hang, drip, talk nonsense."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DRIP_SECONDS = 0.05
SHUTDOWN_POLL_SECONDS = 0.01


@dataclass
class Exchange:
    """What the server was asked last, and how it answers."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hold: bool = False
    drip: bool = False
    drip_headers: bool = False
    endless: bool = False
    arrived: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    sent: int = 0
    url: str = ""


@contextmanager
def http_service(exchange: Exchange) -> Iterator[Exchange]:
    """Serve `exchange` until the block ends; held requests wait for `exchange.released`.

    A dripping answer comes in single bytes and has no end: each is in time, the whole never is.
    An endless one comes as fast as it can.
    """

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            exchange.requests.append((self.command, self.path, headers))
            exchange.arrived.set()
            if exchange.hold:
                exchange.released.wait(30)
            self.send_response(exchange.status)
            for name, value in exchange.headers.items():
                self.send_header(name, value)
            if not exchange.drip and not exchange.endless:
                self.send_header("content-length", str(len(exchange.body)))
            with suppress(BrokenPipeError, ConnectionResetError):  # the client gave up waiting
                while exchange.drip_headers and not exchange.released.wait(DRIP_SECONDS):
                    self.wfile.write(b"x-drop: 1\r\n")
                self.end_headers()
                while exchange.endless and not exchange.released.is_set():
                    self.wfile.write(bytes(65_536))
                    exchange.sent += 65_536
                while exchange.drip and not exchange.released.wait(DRIP_SECONDS):
                    self.wfile.write(b" ")
                self.wfile.write(exchange.body)

        do_GET = do_POST = _answer  # noqa: N815 - the names that http.server asks for

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        exchange.url = f"http://127.0.0.1:{port}"
        try:
            yield exchange
        finally:
            exchange.released.set()


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(SHUTDOWN_POLL_SECONDS,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
