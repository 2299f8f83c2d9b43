"""What a project may say of itself: folders, rules that are off, exemptions, each with a reason."""

from pathlib import Path

import pytest

from integration_patterns.rules.check import State
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.registry import RULES
from integration_patterns.rules.rule import Rule
from tests.support.rules import ask, findings, write_files

TABLE = "[tool.integration-patterns.rules]\n"
SERVICE = {"app/services/orders.py": "import fastapi\n"}
RULE = "services-know-no-framework"


def exemption(**values: str) -> str:
    lines = "".join(f'{key} = "{value}"\n' for key, value in values.items())
    return f"[[tool.integration-patterns.rules.exempt]]\n{lines}"


def test_a_renamed_folder_is_the_part_that_it_is_said_to_be(tmp_path: Path) -> None:
    """What lies inside moves along: the API is looked for inside the renamed backend."""
    table = f'{TABLE}app = "src/shop"\nfolders = {{ services = "domain", backend = "web" }}\n'
    root = write_files(
        tmp_path,
        {
            "pyproject.toml": table,
            "src/shop/domain/orders.py": "import shop.web.api.orders\n",
            "src/shop/web/api/orders.py": "from fastapi import APIRouter\n\nhidden = APIRouter()\n",
        },
    )

    assert [line.partition(". fix")[0] for line in findings(root)] == [
        (
            "src/shop/domain/orders.py:1: shop.domain.orders imports shop.web.api.orders, "
            "which lies above it"
        ),
        (
            "src/shop/web/api/orders.py:3: no file includes hidden of shop.web.api.orders, "
            "so its routes answer 404"
        ),
    ]


def test_a_package_inside_another_has_its_full_name(tmp_path: Path) -> None:
    root = write_files(
        tmp_path,
        {
            "pyproject.toml": f'{TABLE}app = "shop/server"\n',
            "shop/__init__.py": "",
            "shop/server/__init__.py": "",
            "shop/server/services/orders.py": "import shop.server.cli.main\n",
            "shop/server/cli/main.py": "",
        },
    )

    (found,) = findings(root, "layers")

    assert "shop.server.services.orders imports shop.server.cli.main" in found


def test_the_only_package_is_the_app(tmp_path: Path) -> None:
    """Nothing has to be configured, whether the project or the package is named."""
    root = write_files(
        tmp_path, {"shop/__init__.py": "", "shop/services/orders.py": "import fastapi\n"}
    )

    assert [line.split(":")[0] for line in findings(root, RULE)] == ["shop/services/orders.py"]
    assert [line.split(":")[0] for line in findings(root / "shop", RULE)] == ["services/orders.py"]


def test_a_rule_is_off_for_a_reason(tmp_path: Path) -> None:
    table = f'{TABLE}off = {{ {RULE} = "we are leaving FastAPI" }}\n'
    root = write_files(tmp_path, {**SERVICE, "pyproject.toml": table})

    outcome = ask(root, RULE)[RULE]

    assert (outcome.state, outcome.note) == (State.OFF, "we are leaving FastAPI")


def test_an_exemption_covers_its_file_and_line_only(tmp_path: Path) -> None:
    """The text is a part of the line, so that lines may move."""
    files = {"app/services/orders.py": "import fastapi\nimport typer\n"}
    table = exemption(rule=RULE, path="app/services/orders.py", text="fastapi", reason="old")
    root = write_files(tmp_path, {**files, "pyproject.toml": table})

    outcome = ask(root, RULE)[RULE]

    assert outcome.exempted == 1
    assert [finding.line for finding in outcome.findings] == [2]


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (f'{TABLE}colour = "red"\n', "unknown key colour"),
        (f'{TABLE}folders = {{ cellar = "x" }}\n', "unknown folder cellar"),
        (f'{TABLE}off = {{ thin = "x" }}\n', "unknown rule thin"),
        (f'{TABLE}off = {{ layers = " " }}\n', "layers is off without a reason"),
        (f"{TABLE}off = 1\n", "off is not a table of texts"),
        (f"{TABLE}app = 1\n", "app is not a text"),
        (f'{TABLE}app = "nowhere"\n', "there is no such folder"),
        (f"{TABLE}exempt = 1\n", "exempt is not a list of tables"),
        (exemption(rule=RULE, path="x"), "an exemption has no reason"),
        (exemption(rule="thin", path="x", reason="y"), "unknown rule thin"),
        (
            exemption(rule=RULE, path="app/gone.py", reason="y"),
            f"{RULE} in app/gone.py covers no finding",
        ),
        ("[tool]\nintegration-patterns = 1\n", "integration-patterns is not a table"),
        ("[tool", "can't be read"),
    ],
)
def test_what_can_not_be_followed_is_refused(table: str, complaint: str, tmp_path: Path) -> None:
    """A misspelt rule, a missing reason or a stale exemption ends in one line with its fix."""
    root = write_files(tmp_path, {**SERVICE, "pyproject.toml": table})

    with pytest.raises(CannotCheckError, match=complaint) as refusal:
        ask(root)

    assert "\n" not in str(refusal.value).strip()
    assert " fix: " in str(refusal.value)


def test_an_app_without_a_part_is_told_so(tmp_path: Path) -> None:
    """A rule about schedulers passes no app that has none: it does not apply, and says why."""
    outcome = ask(write_files(tmp_path, SERVICE), "job-has-id")["job-has-id"]

    assert outcome.state is State.NOT_APPLICABLE
    assert outcome.note == "there is no app/components/scheduler"


@pytest.mark.parametrize("rule", [one for one in RULES if one.nothing], ids=lambda one: one.name)
def test_an_app_that_may_have_nothing_of_a_kind_is_told_so(rule: Rule, tmp_path: Path) -> None:
    """Its folders are there; what the rule looks at is not, and need not be."""
    folders = ("services", "cli", "components/backend", "components/scheduler")
    files = {f"app/{folder}/main.py": "X = 1\n" for folder in folders}

    outcome = ask(write_files(tmp_path, {**files, "Dockerfile": ""}), rule.name)[rule.name]

    assert (outcome.state, outcome.note) == (State.NOT_APPLICABLE, rule.nothing)


def test_a_rule_that_saw_nothing_fails(tmp_path: Path) -> None:
    """A scheduler with no job in sight is a scheduler whose jobs the rule does not see."""
    root = write_files(tmp_path, {"app/components/scheduler/main.py": "JOBS = collect()\n"})

    outcome = ask(root, "job-has-id")["job-has-id"]

    assert outcome.is_failure
    assert "found nothing to look at in app/components/scheduler" in outcome.note
