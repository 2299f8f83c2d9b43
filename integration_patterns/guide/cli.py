"""The sub-commands of `patterns` that belong to the proof."""

import time
from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.guide import config as configs
from integration_patterns.guide import project as projects
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.mutation import mutate as mutating
from integration_patterns.guide.mutation import mutations
from integration_patterns.guide.region_coverage import ranking


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
    found = ranking.measured(config, data)
    if update:
        ranking.update(config, found)
    problems = [str(problem) for problem in ranking.problems(config, found)]
    typer.echo("\n".join([*problems, f"{len(found)} regions shown, {len(problems)} problems."]))
    raise typer.Exit(bool(problems))


def mutate(
    folder: Annotated[Path, typer.Option(help="mutations.toml and specimens/.")] = Path(
        "tests/mutations"
    ),
    jobs: Annotated[int, typer.Option(help="How many copies to work on at once.")] = 2,
    only: Annotated[str, typer.Option(help="Take the mutations whose name has this.")] = "",
) -> None:
    """Make one mistake after another in a copy, and report which gate caught it."""
    began = time.monotonic()
    tried: list[mutating.Caught] = []
    config = _config()
    chosen = mutations.load(folder / "mutations.toml", only)
    for one in mutating.run(config, chosen, folder / "specimens", jobs):
        tried.append(one)
        typer.echo(f"{one.gate:6} {one.seconds:5.1f} s  {one.mutation}: {one.message}")
    caught = sum(one.is_caught for one in tried)
    typer.echo(f"{caught} of {len(tried)} caught in {time.monotonic() - began:.0f} s.")
    raise typer.Exit(caught != len(tried))
