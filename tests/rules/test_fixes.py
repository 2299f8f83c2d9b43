"""`patterns check --fix` changes what is certain, after it has shown it, and nothing else."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.check import State
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.fixes import Change, write
from tests.support.rules import ask, read, write_files

MODEL = "from pydantic import BaseModel\n\n\nclass Size(BaseModel):\n    total: int\n"
SCHEDULER = "app/components/scheduler/main.py"
MADE = (
    "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n\n"
    "from app.services.reports import daily, weekly\n\n"
)
STORE = "AsyncIOScheduler(jobstores={'default': SQLAlchemyJobStore('sqlite://')})"
READ = "\n\ndef remove(job):\n    scheduler.remove_job(job.id)\n"
FILES = {
    "app/__init__.py": "",
    SCHEDULER: f"{MADE}scheduler = AsyncIOScheduler()\nscheduler.add_job(daily, hour=9)\n{READ}",
    "app/services/reports.py": "def daily() -> None: ...\n\n\ndef weekly() -> None: ...\n",
}


def fix(root: Path, answer: str = "", *options: str) -> str:
    result = CliRunner().invoke(app, ["check", str(root), "--fix", *options], input=answer)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_diff_is_shown_and_nothing_written_without_consent(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)

    shown = fix(root, "n\n")

    assert '+scheduler.add_job(daily, hour=9, id="daily")\n' in shown
    assert (root / SCHEDULER).read_text("utf-8") == FILES[SCHEDULER]


def test_what_was_agreed_to_is_written_and_fixes_the_rule(tmp_path: Path) -> None:
    """Afterwards nothing is left to fix, and no file was added that no finding asked for."""
    root = write_files(tmp_path, FILES)
    before = {file for file in root.rglob("*") if file.is_file()}

    shown = fix(root, "", "--yes")

    assert shown.endswith("1 file changed.\n")
    assert ask(root)["job-has-id"].state is State.KEPT
    assert fix(root) == "Nothing here can be fixed with certainty.\n"
    assert {file for file in root.rglob("*") if file.is_file()} == before


def test_no_model_is_frozen(tmp_path: Path) -> None:
    """Nothing can tell which code assigns to an instance that it is given."""
    root = write_files(tmp_path, {**FILES, "app/services/models.py": MODEL})

    fix(root, "", "--yes")

    assert ask(root)["frozen-models"].state is State.BROKEN
    assert (root / "app/services/models.py").read_text("utf-8") == MODEL


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            f"scheduler = {STORE}\nscheduler.add_job(daily, hour=9)\n",
            '+scheduler.add_job(daily, hour=9, id="daily", replace_existing=True)',
        ),
        (
            (
                "scheduler = AsyncIOScheduler()\nscheduler.add_jobstore('redis')\n"
                "scheduler.add_job(daily, hour=9)\n"
            ),
            '+scheduler.add_job(daily, hour=9, id="daily", replace_existing=True)',
        ),
        (
            "scheduler = AsyncIOScheduler(OPTIONS)\nscheduler.add_job(daily, hour=9)\n",
            '+scheduler.add_job(daily, hour=9, id="daily", replace_existing=True)',
        ),
        (
            (
                "scheduler = AsyncIOScheduler()\nscheduler.configure(**OPTIONS)\n"
                "scheduler.add_job(daily, hour=9)\n"
            ),
            '+scheduler.add_job(daily, hour=9, id="daily", replace_existing=True)',
        ),
        (
            f"scheduler = {STORE}\nscheduler.add_job(daily, hour=9, id='a')\n",
            "+scheduler.add_job(daily, hour=9, id='a', replace_existing=True)",
        ),
        (
            f"def make():\n    s = AsyncIOScheduler()\n    s.add_job(daily, hour=9)\n{READ}",
            '+    s.add_job(daily, hour=9, id="daily")',
        ),
    ],
    ids=["store", "add_jobstore", "dictionary", "configure", "has-an-id", "function"],
)
def test_a_stored_job_is_replaced_at_the_next_start(code: str, line: str, tmp_path: Path) -> None:
    """An id alone would make the second start fail, because the store has the job already."""
    root = write_files(tmp_path, {**FILES, SCHEDULER: MADE + code})

    assert line in fix(root, "n\n").splitlines()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "scheduler.add_job(daily, hour=9)\nscheduler.add_job(daily, hour=17)\n",
            "another job has or would get the id daily",
        ),
        ("scheduler.add_job(lambda: None, hour=9)\n", "its function has no name"),
        ("for one in (1, 2):\n    scheduler.add_job(daily, args=[one])\n", "more than once"),
        ("def route():\n    scheduler.add_job(daily)\n", "may be added more than once"),
        ("def register(s):\n    s.add_job(daily)\n", "the scheduler that it is added to"),
        ("scheduler.add_job(*given, hour=9)\n", "its arguments can't be seen"),
        ("scheduler.add_job(daily, hour=9, id=None)\n", "which id it should have is a decision"),
    ],
)
def test_an_id_that_needs_a_decision_is_left_alone(code: str, reason: str, tmp_path: Path) -> None:
    made = f"{MADE}scheduler = AsyncIOScheduler()\n"
    root = write_files(tmp_path, {SCHEDULER: f"{made}{code}{READ}"})

    shown = fix(root)

    assert reason in shown
    assert shown.endswith("Nothing here can be fixed with certainty.\n")


DAILY = f"{MADE}scheduler = {STORE}\nscheduler.add_job(daily, hour=9)\n"


@pytest.mark.parametrize(
    ("path", "code", "reason"),
    [
        (
            "app/components/backend/jobs.py",
            "ID = 'daily'\nscheduler.add_job(weekly, id=ID)\n",
            "app/components/backend/jobs.py:2 adds a job whose id can't be seen",
        ),
        ("scripts/a.py", "s.add_job(weekly, **options)\n", "scripts/a.py:1 adds a job whose id"),
        ("scripts/a.py", "s.add_job(*given)\n", "scripts/a.py:1 adds a job whose id"),
        ("scripts/a.py", "add = s.add_job\n", "scripts/a.py:1 hands on the function that adds"),
        ("scripts/a.py", "getattr(s, 'add_job')()\n", "scripts/a.py:1 names the function that"),
        ("tests/a.py", "def broken(:\n", "tests/a.py can't be read"),
        ("tests/a.py", "s.add_job(weekly, id='daily')\n", "would get the id daily"),
        ("tests/a.py", "s.add_job(daily)\n", "another job has or would get the id daily"),
    ],
)
def test_a_job_gets_no_id_that_another_may_have(
    path: str, code: str, reason: str, tmp_path: Path
) -> None:
    """With one id and `replace_existing`, the second job would take the place of the first."""
    shown = fix(write_files(tmp_path, {**FILES, SCHEDULER: DAILY, path: code}))

    assert reason in shown
    assert shown.endswith("Nothing here can be fixed with certainty.\n")


@pytest.mark.parametrize("above", ["ä = 1\r\n", "\f\r\n", "# one\u2028line\r\n", "# a\vb\r\n"])
def test_a_file_keeps_whatever_it_holds(above: str, tmp_path: Path) -> None:
    """Lines are those of Python, columns are counted in bytes, and line ends stay."""
    root = write_files(tmp_path, FILES)
    text = above + DAILY.replace("\n", "\r\n")
    (root / SCHEDULER).write_bytes(text.encode())

    fix(root, "", "--yes")

    expected = text.replace("hour=9)", 'hour=9, id="daily", replace_existing=True)')
    assert (root / SCHEDULER).read_bytes() == expected.encode()


def test_a_change_that_is_more_than_a_keyword_is_not_made(tmp_path: Path) -> None:
    """Behind a bracket of its own, the keyword would land in a tuple; other jobs get their id."""
    code = f"{DAILY}scheduler.add_job((weekly))\n"

    shown = fix(write_files(tmp_path, {**FILES, SCHEDULER: code}), "n\n")

    assert "adding it here would change more than this call" in shown
    assert '+scheduler.add_job(daily, hour=9, id="daily", replace_existing=True)' in shown


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
