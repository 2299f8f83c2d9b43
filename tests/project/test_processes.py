"""How tests run real processes."""

import os
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.processes import running

REPORT = """
from app.core.config import load_settings
print(sorted(load_settings().model_fields_set))
"""


@pytest.mark.slow
def test_a_developers_own_settings_do_not_reach_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the `.env` beside the app nor what is exported in the shell."""
    theirs = tmp_path / "example_app"
    theirs.mkdir()
    for name in ("app", "alembic.ini"):
        (theirs / name).symlink_to(processes.EXAMPLE_APP / name)
    (theirs / ".env").write_text("PORT=eighty\nMINE=1\n")
    monkeypatch.setattr(processes, "EXAMPLE_APP", theirs)
    monkeypatch.setitem(os.environ, "API_TIMEOUT", "never")

    with running("-c", REPORT, env={"PORT": "8001"}) as process:
        assert process.wait() == 0, process.output

    assert process.lines == ["['PORT']"]


@pytest.mark.slow
@pytest.mark.timeout(20)
def test_a_process_that_has_ended_is_not_waited_for() -> None:
    """A line that can't come any more fails the test at once, with what did come."""
    with (
        running("-c", "print('hello')") as process,
        pytest.raises(AssertionError, match=r"(?s)'goodbye'.*hello"),
    ):
        process.wait_for("goodbye")
