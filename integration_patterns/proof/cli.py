"""The sub-commands of `patterns` that belong to the proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.proof import config as configs
from integration_patterns.proof import proving as tests
from integration_patterns.snippets import project as projects
from integration_patterns.snippets.errors import PageError


def _config() -> configs.Config:
    project = projects.find(Path.cwd())
    config = configs.load(project.root)
    if config is None:
        raise PageError("pyproject.toml", "no [tool.integration-patterns.proof] table", "add it")
    return config


def proving(
    data: Annotated[Path, typer.Option(help="Coverage data with a context for each test.")] = Path(
        ".coverage"
    ),
    *,
    update: Annotated[bool, typer.Option(help="Rewrite the list of proving tests.")] = False,
) -> None:
    """Check that tests run every region shown, after `pytest --cov --cov-context=test`."""
    config = _config()
    if not data.is_file():
        typer.echo(f"{data}: there is no such file. fix: run pytest --cov --cov-context=test.")
        raise typer.Exit(1)
    found = tests.measured(config, data)
    if update:
        tests.update(config, found)
    problems = [str(problem) for problem in tests.problems(config, found)]
    typer.echo("\n".join([*problems, f"{len(found)} regions shown, {len(problems)} problems."]))
    raise typer.Exit(bool(problems))
