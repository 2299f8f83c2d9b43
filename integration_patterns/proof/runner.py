"""Answers requests, a JSON line each, from the application in the current folder."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from typing import TYPE_CHECKING, TextIO

from integration_patterns.proof.asgi import Lifespan, Request, send_request

if TYPE_CHECKING:
    from integration_patterns.proof.asgi import App


def _load(name: str) -> App:
    module, _, factory = name.partition(":")
    app: App = getattr(importlib.import_module(module), factory)()
    return app


async def _serve(app: App, answers: TextIO) -> None:
    async with Lifespan(app) as state:
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            headers = [(name, value) for name, value in asked["headers"]]
            request = Request(asked["method"], asked["target"], headers, asked["body"].encode())
            response = await send_request(app, request, state)
            answer = {
                "status": response.status,
                "headers": response.headers,
                "body": response.body.decode("utf-8", errors="replace"),
            }
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def main() -> None:
    """Keep the answers apart from whatever the application prints."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the entry is a string
    asyncio.run(_serve(_load(sys.argv[1]), answers))


if __name__ == "__main__":
    main()
