"""A test is skipped in the page for the kind of its error, and never for a text."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
RUN = """
import json, sys, pytest
from integration_patterns.live.runtime.app.testing import Results
options = ["-c", "/dev/null", "-p", "no:terminal", "-p", "no:cacheprovider"]
pytest.main([*options, sys.argv[1]], plugins=[Results(lambda one: print(json.dumps(one)))])
"""
SAMPLES = """
import asyncio
import sqlite3
import pytest

@pytest.fixture
def ask_locked(tmp_path):
    file = tmp_path / "app.db"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    def ask():
        asking = sqlite3.connect(file, timeout=0)
        try:
            asking.execute("SELECT * FROM sqlite_master")
        finally:
            asking.close()
    yield ask
    holder.close()

def test_its_words_alone():
    assert "database is locked; set TEST_POSTGRES_URL; certifi/cacert.pem" == "ok"

def test_error(ask_locked):
    ask_locked()

def test_cause(ask_locked):
    try:
        ask_locked()
    except sqlite3.OperationalError as error:
        raise ValueError("not stored") from error

def test_part_of_a_group(ask_locked):
    async def ask_in_task():
        ask_locked()
    async def work():
        async with asyncio.TaskGroup() as group:
            group.create_task(ask_in_task())
    asyncio.run(work())

def test_skip():
    pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL database to run this test")

def test_passes():
    pass
"""
UNREADABLE = """raise ImportError("the page has no PostgreSQL", name="{name}")"""
THREAD = ("skipped", "Not in the page: it needs a second thread.")
POSTGRES = ("skipped", "Not in the page: it needs PostgreSQL.")


def outcomes(file: Path) -> dict[str, tuple[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, file], capture_output=True, text=True, check=True
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["id"].rpartition("::")[2]: (one["outcome"], one["text"]) for one in results}


def test_what_a_test_ended_with_decides_not_its_words(tmp_path: Path) -> None:
    """The error, its causes and the members of a group; a failure of the reader's stays one."""
    file = tmp_path / "test_samples.py"
    file.write_text(SAMPLES)

    found = outcomes(file)

    own, _text = found.pop("test_its_words_alone")
    assert own == "failed"
    assert found == {
        "test_error": THREAD,
        "test_cause": THREAD,
        "test_part_of_a_group": THREAD,
        "test_skip": POSTGRES,
        "test_passes": ("passed", ""),
    }


@pytest.mark.parametrize(("name", "outcome"), [("json", "failed"), ("psycopg", "skipped")])
def test_what_kept_a_file_from_being_read_decides(tmp_path: Path, name: str, outcome: str) -> None:
    """An import of the page's missing modules is a reason; the words of the error are none."""
    file = tmp_path / "test_unreadable.py"
    file.write_text(UNREADABLE.format(name=name))

    ((found, _text),) = outcomes(file).values()

    assert found == outcome
