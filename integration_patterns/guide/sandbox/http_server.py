"""Answers requests, a JSON line each, from the application in the current folder."""

import importlib
import json
import os
import sys
from typing import TextIO

from starlette.testclient import TestClient
from starlette.types import ASGIApp

CLIENT = ("127.0.0.1", 50_000)
SERVER = "http://127.0.0.1:8000"


def _load(name: str) -> ASGIApp:
    module, _, factory = name.partition(":")
    app: ASGIApp = getattr(importlib.import_module(module), factory)()
    return app


def _serve(app: ASGIApp, answers: TextIO) -> None:
    with TestClient(
        app, SERVER, raise_server_exceptions=False, follow_redirects=False, client=CLIENT
    ) as client:
        client.headers.clear()
        for line in sys.stdin:
            asked = json.loads(line)
            response = client.request(
                asked["method"],
                asked["target"],
                headers=[(name, value) for name, value in asked["headers"]],
                content=asked["body"],
            )
            answer = {
                "status": response.status_code,
                "headers": response.headers.multi_items(),
                "body": response.text,
            }
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
            client.cookies.clear()


def main() -> None:
    """Keep the answers apart from whatever the application prints."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the entry is a string
    _serve(_load(sys.argv[1]), answers)


if __name__ == "__main__":
    main()
