"""Each rule comes with two examples: it must pass the one and find what is wrong in the other."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruff.__main__ import find_ruff_bin

from integration_patterns.rules.check import State
from integration_patterns.rules.pages import example
from integration_patterns.rules.registry import NAMES, RULES
from integration_patterns.rules.rule import Rule
from tests.support.rules import ask, read, write_files

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EACH
def test_a_rule_accepts_its_good_example(rule: Rule, tmp_path: Path) -> None:
    """It has looked at something and has nothing to say."""
    root = write_files(tmp_path, rule.good)

    outcome = ask(root, rule.name, may_import=True)[rule.name]

    assert (outcome.state, outcome.findings) == (State.KEPT, [])
    assert outcome.examined >= 1


@EACH
def test_a_rule_refuses_its_bad_example(rule: Rule, tmp_path: Path) -> None:
    """It finds one thing, in a file and on a line that exist, and says what to do."""
    root = write_files(tmp_path, rule.bad)

    outcome = ask(root, rule.name, may_import=True)[rule.name]

    (finding,) = outcome.findings
    assert finding.rule == rule.name
    assert finding.line <= len((root / finding.path).read_text("utf-8").splitlines())
    assert not finding.what.endswith(".")
    assert not finding.fix.endswith(".")


@EACH
def test_a_good_example_keeps_every_other_rule(rule: Rule, tmp_path: Path) -> None:
    """A copy of it breaks no other rule."""
    outcomes = ask(write_files(tmp_path, rule.good))

    assert {
        name: one.findings or one.note for name, one in outcomes.items() if one.is_failure
    } == {}


@EACH
def test_a_bad_example_breaks_its_rule_only(rule: Rule, tmp_path: Path) -> None:
    """It shows one thing; where it has to break another rule, too, its page says why."""
    outcomes = ask(write_files(tmp_path, rule.bad), may_import=rule.imports_the_app)

    assert {name for name, one in outcomes.items() if one.is_failure} == {rule.name, *rule.also}
    for name, why in rule.also.items():
        assert f"It also breaks {name}: {why}." in " ".join(example(rule).split())


def test_examples_define_every_name_that_they_use(tmp_path: Path) -> None:
    """Nothing undefined, no import that is not used, and every own import leads to a file."""
    for rule in RULES:
        if rule.name != "readable":
            write_files(tmp_path / "good" / rule.name, rule.good)
            write_files(tmp_path / "bad" / rule.name, rule.bad)

    ruff = [find_ruff_bin(), "check", "--isolated", "--no-cache", "--select", "F,E9", tmp_path]
    done = subprocess.run(ruff, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
    for home in (home for kind in tmp_path.iterdir() for home in kind.iterdir()):
        project = read(home)
        own = {
            (home.name, source.path, one.full)
            for source in project.sources.values()
            for one in source.imports
            if project.is_own(one.module) and not project.has_module(project.target(one))
        }
        assert own == set()


IMPORT_EACH = """
import importlib, pathlib, sys

for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    sys.path.insert(0, str(folder))
    for file in sorted(folder.rglob("*.py")):
        name = ".".join(file.relative_to(folder).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
    sys.path.pop(0)
    for name in [one for one in sys.modules if one.partition(".")[0] == "app"]:
        del sys.modules[name]
    importlib.invalidate_caches()
    print(folder.name)
"""


@pytest.mark.slow
def test_every_good_example_can_be_imported(tmp_path: Path) -> None:
    """Each file, in one interpreter, with the libraries that the guide's app uses."""
    for rule in RULES:
        folder = write_files(tmp_path / rule.name, rule.good)
        for package in {file.parent for file in folder.rglob("*.py")}:
            for one in (package, *package.parents):
                if one.is_relative_to(folder / "app"):  # the guide's own app is installed, too
                    (one / "__init__.py").touch()

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_EACH, tmp_path],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert done.stderr == ""
    assert {*done.stdout.split()} >= NAMES


@EACH
def test_a_rule_says_why_it_exists(rule: Rule) -> None:
    """Its docstring tells the incident, its summary is one sentence."""
    assert len(rule.why) > 100
    assert rule.summary.endswith(".")
    assert ". " not in rule.summary


def test_every_module_of_a_rule_is_registered() -> None:
    """A rule that nobody asks would be a wish again."""
    package = Path(__file__).parents[2] / "integration_patterns" / "rules"
    modules = {
        file.stem.replace("_", "-")
        for file in package.rglob("*.py")
        if "\nSUMMARY = " in file.read_text("utf-8")
    }

    assert modules == NAMES
    assert len(RULES) == len(NAMES)
