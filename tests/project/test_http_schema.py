"""The HTTP API keeps what its OpenAPI schema promises, whatever Schemathesis sends."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_uppercase

import pytest

from tests.support import databases
from tests.support.http_services import Exchange, http_service
from tests.support.processes import EXAMPLE_APP, webserver

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("uv") is None, reason="uv fetches Schemathesis"),
]

ROOT = EXAMPLE_APP.parent
COMMAND = ["uv", "run", "--quiet", "--isolated", "--project", str(ROOT), "--only-group", "fuzz"]
# A service that knows every code that fits the schema's pattern, so that no 502 is its fault.
CURRENCIES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)]
# Cases for each operation; 400 make some thousands, in minutes.
CASES = os.environ.get("SCHEMATHESIS_CASES", "10")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database with sample users and orders."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'app.db'}"
        databases.migrate(url)
        databases.seed(url)
        yield url
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if server is None:
        pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL database to run this test")
    with databases.own_postgresql(server, "fuzz") as url:
        databases.migrate(url)
        databases.seed(url)
        yield url


@pytest.mark.timeout(1800)
def test_no_request_finds_a_server_error_or_a_broken_promise(
    database_url: str, tmp_path: Path
) -> None:
    """Valid input and invalid, missing headers, unknown methods: all of Schemathesis' checks."""
    rates = Exchange(body=json.dumps({"rates": dict.fromkeys(CURRENCIES, 2)}).encode())
    with (
        http_service(rates),
        webserver({"DATABASE_URL": database_url, "RATES_URL": rates.url}) as (server, url),
    ):
        asked = [f"{url}/openapi.json", "--checks=all", "--continue-on-failure", "--seed=1"]
        command = [*COMMAND, "schemathesis", "--no-color", "run", *asked, f"--max-examples={CASES}"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    cases = re.search(r"([\d,]+) generated", run.stdout)
    assert cases is not None
    assert int(cases[1].replace(",", "")) > 200
    assert "Traceback" not in server.output
