"""A visitor of the dashboard without a browser: speaks Flet's protocol over the real WebSocket."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgpack
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

from app.core.constants import DASHBOARD_PATH

SOCKET = f"{DASHBOARD_PATH}/ws"
# Starlette's client would call itself "testserver" otherwise, which is no allowed host.
SOCKET_URL = f"ws://localhost{SOCKET}"
REGISTER, EVENT, SET_PROPERTIES = 1, 3, 4
# The page speaks at every refresh; by then the answer to anything has come.
PATIENCE = 40


def frame(action: int, body: dict[str, Any]) -> bytes:
    """A message as Flet's client packs it."""
    packed: bytes = msgpack.packb([action, body])
    return b"\x00" + packed


HELLO = frame(REGISTER, {"session_id": None, "page_name": "", "page": {"route": "/"}})


class Visitor:
    """Remembers every text that the page showed, and every control by the text on it."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self._socket = socket
        self._controls: dict[str, int] = {}
        self.heard: list[str] = []
        socket.send_bytes(HELLO)

    def hears(self, text: str) -> str:
        """The first text with `text` in it; fails when the page goes on without it."""
        for _ in range(PATIENCE):
            for heard in self.heard:
                if text in heard:
                    return heard
            self._listen()
        raise AssertionError(f"{text!r} not in {self.heard}")

    def types(self, label: str, value: str) -> None:
        """Fill a field."""
        self._send(SET_PROPERTIES, {"id": self._controls[label], "props": {"value": value}})

    def does(self, event: str, label: str) -> None:
        """Cause an event, such as `click`, on the control with that text."""
        self._send(EVENT, {"target": self._controls[label], "name": event, "data": None})

    def _send(self, action: int, body: dict[str, Any]) -> None:
        self._socket.send_bytes(frame(action, body))

    def _listen(self) -> None:
        self._note(msgpack.unpackb(self._socket.receive_bytes()[1:], strict_map_key=False))

    def _note(self, value: object) -> None:
        if isinstance(value, dict):
            for name in {"label", "content"} & value.keys():
                if isinstance(value[name], str) and "_i" in value:
                    self._controls[value[name]] = value["_i"]
            self._note(list(value.values()))
        elif isinstance(value, list):
            for item in value:
                self._note(item)
        elif isinstance(value, str):
            self.heard.append(value)


@contextmanager
def visiting(app: FastAPI) -> Iterator[Visitor]:
    """Open the dashboard of `app`, which must be started by its lifespan."""
    with TestClient(app) as client, client.websocket_connect(SOCKET_URL) as socket:
        yield Visitor(socket)
