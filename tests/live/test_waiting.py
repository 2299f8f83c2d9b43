"""What waits in the page's one thread runs the thread or the loop that brings what it waits for."""

import subprocess
import sys

import pytest

# In a process of its own: what is installed replaces threads for good.
pytestmark = pytest.mark.slow
SETUP = """
import asyncio
import anyio.from_thread
from fastapi import FastAPI, WebSocket
from starlette.testclient import TestClient
from integration_patterns.live.runtime.loop import same_thread, threads

same_thread.install()
threads.install()
app = FastAPI()

@app.get("/slow")
async def slow():
    await asyncio.sleep(0.01)
    return await asyncio.to_thread(lambda: 7)

@app.get("/never")
async def never():
    await asyncio.Event().wait()

@app.websocket("/twice")
async def twice(socket: WebSocket):
    await socket.accept()
    await socket.send_text(2 * await socket.receive_text())
    await socket.close()
"""
TWO_CLIENTS = """
with TestClient(app) as one, TestClient(app) as other:
    with one.websocket_connect("/twice") as first, other.websocket_connect("/twice") as second:
        first.send_text("a")
        second.send_text("b")
        print(second.receive_text(), first.receive_text(), one.get("/slow").json())
"""
TIMEOUT = """
with anyio.from_thread.start_blocking_portal() as portal:
    future = portal.start_task_soon(asyncio.sleep, 3600)
    try:
        future.result(0.01)
    except TimeoutError:
        print("timed out", future.cancel(), future.cancelled())
"""
NEVER = """
try:
    TestClient(app).get("/never")
except RuntimeError as error:
    print(error)
"""
INSIDE_A_LOOP = """
async def main():
    with TestClient(app) as client:
        return client.get("/slow").json()

print(asyncio.run(main()))
"""


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        (TWO_CLIENTS, "bb aa 7"),
        (TIMEOUT, "timed out True True"),
        (INSIDE_A_LOOP, "7"),
        (NEVER, "This waits for another thread, and the page has one."),
    ],
)
def test_what_is_waited_for_comes_or_is_said_never_to_come(code: str, printed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stdout.startswith(printed), done.stderr
