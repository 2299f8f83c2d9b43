"""Loads the pytest plugins that a project asks for, so that any other project is left alone."""

import tomllib

import pytest


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Load the rules for `--patterns`, and the proof of pages where it is configured."""
    if "--patterns" in args:
        early_config.pluginmanager.import_plugin("integration_patterns.rules.plugin")
    if _has_proof(early_config):
        early_config.pluginmanager.import_plugin("integration_patterns.guide.proof.plugin")


def _has_proof(config: pytest.Config) -> bool:
    """Whether pyproject.toml has [tool.integration-patterns.proof]; most have no word of it."""
    file = config.rootpath / "pyproject.toml"
    text = file.read_bytes() if file.is_file() else b""
    if b"integration-patterns" not in text:
        return False
    table = tomllib.loads(text.decode()).get("tool", {}).get("integration-patterns", {})
    return "proof" in table
