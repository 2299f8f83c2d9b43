"""Answers with the greeting, and counts what it has done since it started."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from app.greet import greeting

Message = dict[str, Any]


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    if scope["type"] == "lifespan":
        await receive()
        scope["state"]["name"] = "state from startup"
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = (await receive())["body"].decode()
    answer = {"greeting": greeting(body or "you"), "state": scope["state"]["name"]}
    headers = [
        (b"content-type", b"application/json"),
        (b"set-cookie", b"visited=yes"),
        (b"x-received", b" ".join(name for name, _ in scope["headers"])),
        (b"x-served-by", b"sample"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})


def create_app() -> Callable[..., Awaitable[None]]:
    return app
