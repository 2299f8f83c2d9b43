"""A test is skipped in the page for what its error says, and for nothing else in its report."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from integration_patterns.live.runtime.imports import absent

pytestmark = pytest.mark.slow
RUN = """
import json, sys, pytest
from integration_patterns.live.runtime.app.testing import Results
options = ["-c", "/dev/null", "-p", "no:terminal", "-p", "no:cacheprovider"]
pytest.main([*options, sys.argv[1]], plugins=[Results(lambda one: print(json.dumps(one)))])
"""
SAMPLES = """
import asyncio
import pytest

def ask_locked():
    raise OSError("database is locked")

def test_its_source_alone_has_the_words():
    names = ["TEST_POSTGRES_URL", "database is locked"]
    raise ValueError("mine")

def test_error():
    ask_locked()

def test_cause():
    try:
        ask_locked()
    except OSError as error:
        raise ValueError("not stored") from error

def test_part_of_a_group():
    async def work():
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.to_thread(ask_locked))
    asyncio.run(work())

def test_skip():
    pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL database to run this test")

def test_passes():
    pass
"""
UNREADABLE = """raise ImportError("{message}")  # database is locked"""
THREAD = ("skipped", "Not in the page: it needs a second thread.")
POSTGRES = ("skipped", "Not in the page: it needs PostgreSQL.")


def outcomes(file: Path) -> dict[str, tuple[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, file], capture_output=True, text=True, check=True
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["id"].rpartition("::")[2]: (one["outcome"], one["text"]) for one in results}


def test_what_a_test_ended_with_decides_not_its_source(tmp_path: Path) -> None:
    """The error, its causes and the members of a group; a failure of the reader's stays one."""
    file = tmp_path / "test_samples.py"
    file.write_text(SAMPLES)

    found = outcomes(file)

    own, _text = found.pop("test_its_source_alone_has_the_words")
    assert own == "failed"
    assert found == {
        "test_error": THREAD,
        "test_cause": THREAD,
        "test_part_of_a_group": THREAD,
        "test_skip": POSTGRES,
        "test_passes": ("passed", ""),
    }


@pytest.mark.parametrize(
    ("message", "outcome"), [("mine", "failed"), (absent.NO_POSTGRESQL, "skipped")]
)
def test_what_kept_a_file_from_being_read_decides(
    tmp_path: Path, message: str, outcome: str
) -> None:
    """An import of the page's missing modules is a reason; words beside it are not."""
    file = tmp_path / "test_unreadable.py"
    file.write_text(UNREADABLE.format(message=message))

    ((found, _text),) = outcomes(file).values()

    assert found == outcome
