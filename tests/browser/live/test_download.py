"""What a reader takes home works without the page, and proves itself there."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.workbench import Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("uv") is None, reason="uv runs the downloaded tests"),
]

HELLO = '''"""Greets in a header."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Hello:
    """Adds one header to each response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add it as the response starts."""

        async def greet(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-hello"] = "there"
            await send(message)

        await self.app(scope, receive, greet)


def register_middleware(app: FastAPI) -> None:
    """Add it to the app."""
    app.add_middleware(Hello)
'''


def test_the_tests_of_the_downloaded_app_pass_where_only_uv_is(
    reader: Reader, tmp_path: Path
) -> None:
    """With the reader's own middleware in it, in a folder that knows nothing of the guide."""
    workbench = reader.open("middleware").run()
    workbench.create("app/components/backend/middleware/15_hello.py", HELLO)
    with reader.page.expect_download() as started:
        workbench.example.get_by_role("button", name="Download").click()
    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    zipfile.ZipFile(started.value.path()).extractall(tmp_path)
    known = {"UV", "UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV", "TEST_POSTGRES_URL", "PYTHONPATH"}
    here = {name: value for name, value in os.environ.items() if name not in known}

    done = subprocess.run(
        ["uv", "run", "--quiet", "pytest"],
        cwd=tmp_path / "example_app",
        env=here,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout
    assert " passed, " in done.stdout
    assert "set TEST_POSTGRES_URL to a PostgreSQL database" in done.stdout
