"""`python -m app.components.backend.hooks` shows what will happen."""

import os
import subprocess
import sys

import pytest

from app.components.backend.hooks import __main__ as command
from app.components.backend.hooks.discovery import discover
from tests.support.processes import EXAMPLE_APP


def test_every_hook_of_the_application_is_printed_in_its_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each folder, with its files as they take effect."""
    command.main()

    lines = capsys.readouterr().out.splitlines()
    files = [line.strip() for line in lines if line.startswith("  ")]
    expected = [
        *discover("middleware", "register_middleware"),
        *discover("startup", "startup_hook"),
        *discover("shutdown", "shutdown_hook")[::-1],
    ]
    assert [hook.file for hook in expected] == files
    assert len(files) >= 9


@pytest.mark.slow
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_reader_that_has_seen_enough_ends_it_in_silence(buffered: str) -> None:
    """As in `… | head -n 1`: no traceback follows."""
    ended, closed = os.pipe()
    os.close(ended)
    with os.fdopen(closed, "wb") as output:
        printing = subprocess.run(
            [sys.executable, "-m", "app.components.backend.hooks"],
            cwd=EXAMPLE_APP,
            env={**os.environ, "PYTHONUNBUFFERED": buffered},
            stdout=output,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert printing.stderr == b""
    assert printing.returncode == 0
