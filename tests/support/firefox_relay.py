"""Connects Playwright to Debian's Firefox, which lacks one command that Playwright always sends.

Run in Firefox's place: `python firefox_relay.py /usr/bin/firefox-esr --remote-debugging-port=0 …`.
"""

import asyncio
import json
import re
import sys
from functools import partial

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

LISTENS = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
UNKNOWN = "emulation.setMediaFeaturesOverride"
"""Sets the colour scheme; Firefox ESR 153 doesn't know it."""


async def forth(playwright: ServerConnection, firefox: ClientConnection) -> None:
    """Hand on what Playwright sends, and answer what Firefox could not."""
    async for message in playwright:
        sent = json.loads(message)
        if sent["method"] == UNKNOWN:
            await playwright.send(json.dumps({"type": "success", "id": sent["id"], "result": {}}))
        else:
            await firefox.send(message)


async def relay(address: str, playwright: ServerConnection) -> None:
    """Connect the two until Playwright leaves."""
    async with connect(f"{address}/session", max_size=None) as firefox:
        sending = asyncio.create_task(forth(playwright, firefox))
        async for message in firefox:
            await playwright.send(message)
        await sending


async def main(command: list[str]) -> None:
    """Start Firefox, and say in its words where it listens: here."""
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert process.stderr
    async for line in process.stderr:
        if found := LISTENS.search(line):
            own = partial(relay, found[1].decode())
            server = await serve(own, "127.0.0.1", 0, max_size=None)
            port = server.sockets[0].getsockname()[1]
            sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n")
            sys.stderr.flush()
    await process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
