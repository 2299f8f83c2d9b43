"""`patterns check --fix` mends what is certain, after it has shown it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.check import State
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.fixes import Change, write
from tests.support.rules import ask, read, write_files

MODEL = "from pydantic import BaseModel\n\n\nclass Größe(BaseModel):\n    total: int\n"
FILES = {
    "app/__init__.py": "",
    "app/services/models.py": MODEL,
    "app/components/scheduler/main.py": (
        "from app.services.reports import daily\n\nscheduler.add_job(daily, hour=9)\n"
    ),
    "app/services/reports.py": "def daily() -> None: ...\n",
}


def fix(root: Path, answer: str = "", *options: str) -> str:
    result = CliRunner().invoke(app, ["check", str(root), "--fix", *options], input=answer)
    return result.stdout


def test_the_diff_is_shown_and_nothing_written_without_consent(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)

    shown = fix(root, "n\n")

    assert "-class Größe(BaseModel):\n+class Größe(BaseModel, frozen=True):\n" in shown
    assert '+scheduler.add_job(daily, hour=9, id="daily")\n' in shown
    assert "+++ app/services/__init__.py\n" in shown
    assert (root / "app/services/models.py").read_text("utf-8") == MODEL
    assert not (root / "app/services/__init__.py").exists()


def test_what_was_agreed_to_is_written_and_mends_the_rule(tmp_path: Path) -> None:
    """Afterwards there is nothing left to mend."""
    root = write_files(tmp_path, FILES)

    shown = fix(root, "", "--yes")

    outcomes = ask(root)
    assert shown.endswith(" files changed.\n")
    assert outcomes["frozen-models"].state is State.KEPT
    assert outcomes["job-has-id"].state is State.KEPT
    assert fix(root) == "Nothing here can be mended with certainty.\n"


@pytest.mark.parametrize(
    "files",
    [
        {"app/services/models.py": MODEL, "app/services/a.py": "size.total = 2\n"},
        {"app/services/models.py": f"{MODEL}\n    model_config = {{}}\n"},
        {
            "app/components/scheduler/main.py": (
                "from app.services.reports import daily\n\n"
                "scheduler.add_job(daily, hour=9)\nscheduler.add_job(daily, hour=17)\n"
            )
        },
        {"app/components/scheduler/main.py": "scheduler.add_job(lambda: None, hour=9)\n"},
    ],
    ids=["assigned-to", "configured", "two-of-a-name", "no-name"],
)
def test_what_needs_a_decision_is_left_alone(files: dict[str, str], tmp_path: Path) -> None:
    root = write_files(tmp_path, files)
    before = ask(root)

    assert any(outcome.is_failure for outcome in before.values())
    assert fix(root) == "Nothing here can be mended with certainty.\n"


def test_line_ends_and_columns_are_kept(tmp_path: Path) -> None:
    """Columns are counted in bytes, and what is not mended stays as it is."""
    root = write_files(tmp_path, {})
    file = root / "app/services/models.py"
    file.parent.mkdir(parents=True)
    file.write_bytes(MODEL.replace("\n", "\r\n").encode())

    fix(root, "", "--yes")

    mended = MODEL.replace("(BaseModel)", "(BaseModel, frozen=True)").replace("\n", "\r\n")
    assert file.read_bytes() == mended.encode()


def test_nothing_is_written_if_one_file_has_changed_meanwhile(tmp_path: Path) -> None:
    """Half a change is worse than none."""
    root = write_files(tmp_path, {"app/a.py": "a = 1\n", "app/b.py": "b = 2\n"})
    to_write = [
        Change("app/a.py", "a = 1\n", "a = 10\n"),
        Change("app/b.py", "b = 1\n", "b = 10\n"),
    ]

    with pytest.raises(CannotCheckError, match="has changed meanwhile"):
        write(read(root), to_write)

    assert (root / "app/a.py").read_text("utf-8") == "a = 1\n"
