"""A small real proxy that serves a backend below a path, as nginx would."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseServer, StreamRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit


@contextmanager
def proxy(backend: str, prefix: str, *, strips: bool) -> Iterator[str]:
    """Pass every connection on to `backend`; yields the proxy's own base URL.

    It says what a proxy that speaks TLS says: the request came by https, from another machine.

    Args:
        backend: Base URL of the backend.
        prefix: Path that it serves the backend under.
        strips: Whether it cuts the prefix off before it passes a request on.
    """
    address = urlsplit(backend).hostname, urlsplit(backend).port

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            request, *headers = list(iter(self.rfile.readline, b"\r\n"))
            if strips:
                request = request.replace(f" {prefix}/".encode(), b" /")
            if not any(header.lower().startswith(b"upgrade:") for header in headers):
                headers = [line for line in headers if not line.lower().startswith(b"connection:")]
                headers.append(b"connection: close\r\n")
            headers += [b"x-forwarded-proto: https\r\n", b"x-forwarded-for: 203.0.113.7\r\n"]
            with socket.create_connection(address) as upstream:
                upstream.sendall(b"".join([request, *headers, b"\r\n"]))
                back = threading.Thread(target=_copy, args=(upstream, self.connection))
                back.start()
                _copy(self.connection, upstream)
                back.join()

    class Server(ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=BaseServer.serve_forever, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
