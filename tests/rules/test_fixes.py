"""`patterns check --fix` changes what is certain, after it has shown it, and nothing else."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.check import State
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.fixes import Change, write
from tests.support.rules import ask, read, write_files

MODEL = "from pydantic import BaseModel, TypeAdapter\n\n\nclass Größe(BaseModel):\n    total: int\n"
SCHEDULER = "app/components/scheduler/main.py"
MADE = (
    "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n\n"
    "from app.services.reports import daily, weekly\n\n"
)
STORE = "AsyncIOScheduler(jobstores={'default': SQLAlchemyJobStore('sqlite://')})"
READ = "\n\ndef remove(job):\n    scheduler.remove_job(job.id)\n"
FILES = {
    "app/__init__.py": "",
    "app/services/models.py": MODEL,
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

    assert "-class Größe(BaseModel):\n+class Größe(BaseModel, frozen=True):\n" in shown
    assert '+scheduler.add_job(daily, hour=9, id="daily")\n' in shown
    assert (root / "app/services/models.py").read_text("utf-8") == MODEL


def test_what_was_agreed_to_is_written_and_fixes_the_rule(tmp_path: Path) -> None:
    """Afterwards nothing is left to fix, and no file was added that no finding asked for."""
    root = write_files(tmp_path, FILES)
    before = {file for file in root.rglob("*") if file.is_file()}

    shown = fix(root, "", "--yes")

    outcomes = ask(root)
    assert shown.endswith("2 files changed.\n")
    assert outcomes["frozen-models"].state is State.KEPT
    assert outcomes["job-has-id"].state is State.KEPT
    assert fix(root) == "Nothing here can be fixed with certainty.\n"
    assert {file for file in root.rglob("*") if file.is_file()} == before


SUBCLASS = "from app.services.models import Größe\n\n\nclass Own(Größe):\n"


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("app/a.py", "size.total = 2\n", "app/a.py:1: something assigns to an attribute total"),
        ("tests/test_a.py", "size.total += 2\n", "tests/test_a.py:1: something assigns to"),
        ("app/a.py", "del size.total\n", "app/a.py:1: something assigns to"),
        ("app/a.py", "for size.total in (1, 2): ...\n", "app/a.py:1: something assigns to"),
        ("app/a.py", "setattr(size, 'total', 2)\n", "app/a.py:1: something assigns to"),
        ("app/a.py", "setattr(size, name, 2)\n", "an attribute is set whose name can't be seen"),
        ("tests/a.py", "monkeypatch.setattr(size, 'total', 2)\n", "something assigns to"),
        ("tests/a.py", "mock.patch.object(size, 'total')\n", "something assigns to"),
        (
            "app/a.py",
            f"{SUBCLASS}    note: str = ''\n\n    def mark(self):\n        self.note = 'x'\n",
            "app/a.py:8: something assigns to an attribute note",
        ),
        (
            "scripts/a.py",  # outside the application
            f"{SUBCLASS}    note: str = ''\n\n\ndef mark(own):\n    own.note = 'x'\n",
            "scripts/a.py:9: something assigns to an attribute note",
        ),
        (
            "app/a.py",
            f"{SUBCLASS}    model_config = {{'validate_assignment': True}}\n",
            "app/a.py:4: Own is configured with validate_assignment",
        ),
        ("app/a.py", f"{SUBCLASS}    model_config = ANY\n", "Own is configured with None"),
        (
            "app/a.py",
            f"{SUBCLASS}    class Config:\n        extra = 'allow'\n",
            "Own is configured with extra",
        ),
        (
            "app/a.py",
            "import lib\n\n\nclass Own(Größe, lib.Table): ...\n",
            "app/a.py:4: Own derives from Table, which is not in this repository",
        ),
        (
            "app/a.py",
            (
                "from app.services.models import Größe\n\nBase = Größe\n\n\n"
                "class Own(Base):\n    note: str\n\n\nown.note = 'x'\n"
            ),
            "app/a.py:6: Own derives from Base, which is not in this repository",
        ),
        ("app/a.py", "def make(base):\n    class A(base): ...\n", "the base of A can't be seen"),
        ("app/a.py", "create_model('A', __base__=Größe)\n", "create_model() derives from a class"),
        ("app/a.py", f"{SUBCLASS}    def __setattr__(self, *a): ...\n", "in a way of its own"),
        ("app/a.py", "crud.get(as_model=Größe)\n", "is handed to something at app/a.py:1"),
        ("app/a.py", "get([list[Größe], int])\n", "is handed to something at app/a.py:1"),
        ("app/a.py", "CRUD = Crud[int, Größe]\n", "is handed to something at app/a.py:1"),
        ("app/a.py", "class A(Crud[Größe]): ...\n", "is handed to something at app/a.py:1"),
        ("tests/a.py", "def broken(:\n", "tests/a.py can't be read"),
        ("app/services/models.py", MODEL.replace(", TypeAdapter", ""), "uses Pydantic 2"),
        ("app/services/models.py", f"{MODEL}    model_config = {{}}\n", "of its own"),
    ],
)
def test_a_model_is_frozen_only_if_nothing_could_notice(
    path: str, text: str, reason: str, tmp_path: Path
) -> None:
    """Whatever assigns to it, in any file of the project, or may do so, keeps it as it is."""
    root = write_files(tmp_path, {"app/services/models.py": MODEL, path: text})

    shown = fix(root)

    assert "app/services/models.py:4: the model Größe can be changed after" in shown
    assert reason in shown
    assert shown.endswith("Nothing here can be fixed with certainty.\n")


@pytest.mark.parametrize(
    "text",
    [
        "@router.get('/', response_model=Page[Größe])\ndef a(): ...\n",
        "def a(one: Page[Größe]) -> Page[Größe]: ...\n",
        "isinstance(one, Größe)\n",
        "make(Größe(total=1))\n",
        "Größe.model_validate(one)\n",
    ],
)
def test_a_model_that_is_only_declared_and_made_is_frozen(text: str, tmp_path: Path) -> None:
    root = write_files(tmp_path, {"app/services/models.py": MODEL, "app/a.py": text})

    assert "frozen=True" in fix(root, "n\n")


def test_private_attributes_do_not_keep_a_model_from_being_frozen(tmp_path: Path) -> None:
    """Pydantic lets them change in frozen models, too."""
    text = f"{MODEL}    _seen: int = 0\n\n    def see(self) -> None:\n        self._seen = 1\n"

    assert "frozen=True" in fix(write_files(tmp_path, {"app/services/models.py": text}), "n\n")


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
    ],
)
def test_an_id_that_needs_a_decision_is_left_alone(code: str, reason: str, tmp_path: Path) -> None:
    made = f"{MADE}scheduler = AsyncIOScheduler()\n"
    root = write_files(tmp_path, {SCHEDULER: f"{made}{code}{READ}"})

    shown = fix(root)

    assert reason in shown
    assert shown.endswith("Nothing here can be fixed with certainty.\n")


def test_line_ends_and_columns_are_kept(tmp_path: Path) -> None:
    """Columns are counted in bytes, and what is not fixed stays as it is."""
    root = write_files(tmp_path, {})
    file = root / "app/services/models.py"
    file.parent.mkdir(parents=True)
    file.write_bytes(MODEL.replace("\n", "\r\n").encode())

    fix(root, "", "--yes")

    fixed = MODEL.replace("(BaseModel)", "(BaseModel, frozen=True)").replace("\n", "\r\n")
    assert file.read_bytes() == fixed.encode()


def test_a_change_that_is_more_than_a_keyword_is_not_made(tmp_path: Path) -> None:
    """Behind a bracket of its own, the keyword would land in a tuple."""
    code = f"{MADE}scheduler = AsyncIOScheduler()\nscheduler.add_job((daily))\n{READ}"

    shown = fix(write_files(tmp_path, {SCHEDULER: code, "app/services/a.py": ""}))

    assert "adding it here would change more than this call or class" in shown


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
