"""Loads the pytest plugins that a project asks for, so that any other project is left alone."""

import tomllib

import pytest


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Load the rules for `--patterns`, and the proof of pages where it is configured."""
    if "--patterns" in args:
        early_config.pluginmanager.import_plugin("integration_patterns.rules.plugin")
    if _has_proof(early_config):
        _refuse_without_extra()
        early_config.pluginmanager.import_plugin("integration_patterns.guide.proof.plugin")


def _has_proof(config: pytest.Config) -> bool:
    """Whether pyproject.toml has [tool.integration-patterns.proof]; most have no word of it."""
    file = config.rootpath / "pyproject.toml"
    text = file.read_bytes() if file.is_file() else b""
    if b"integration-patterns" not in text:
        return False
    table = tomllib.loads(text.decode()).get("tool", {}).get("integration-patterns", {})
    return "proof" in table


def _refuse_without_extra() -> None:
    """End pytest before a page fails because of a package that its reader never named."""
    from integration_patterns import extras  # noqa: PLC0415 - others' projects import nothing more

    if missing := extras.missing("proof"):
        table = "pyproject.toml: [tool.integration-patterns.proof]"
        what = f"not installed: {', '.join(missing)}"
        raise pytest.UsageError(f"{table}: {what}. {extras.fix('proof')}")
