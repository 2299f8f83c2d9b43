"""Serves over a socket until it gets a signal to stop."""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answers every GET alike."""

    def do_GET(self) -> None:
        """Say that it came from here."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"served\n")


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler)
    try:
        print(f"listening on port {server.server_port}", flush=True)
        server.serve_forever()
    except KeyboardInterrupt:
        print("bye")


if __name__ == "__main__":
    main()
