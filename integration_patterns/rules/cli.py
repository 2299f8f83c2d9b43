"""The sub-commands of `patterns` that check an application."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from integration_patterns.rules import baseline as baselines
from integration_patterns.rules import fixes, pages
from integration_patterns.rules.application.config import load, root_of
from integration_patterns.rules.application.project import Project, read_project
from integration_patterns.rules.check import Outcome, every_chosen
from integration_patterns.rules.check import check as ask
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.formats import PRINT, Format
from integration_patterns.rules.formats.report import Report, counted
from integration_patterns.rules.imports.lost_imports import lost_imports
from integration_patterns.rules.registry import NAMES, READABLE, RULES
from integration_patterns.rules.rule import Rule

BROKEN = 1
CANNOT_CHECK = 2
BASELINE = Path("patterns-baseline.json")


def check(  # noqa: PLR0913 - each one is an option of the command
    path: Annotated[Path, typer.Argument(help="The folder of the project.")] = Path(),
    *,
    output: Annotated[Format, typer.Option("--format", help="Who reads it.")] = Format.HUMAN,
    only: Annotated[list[str] | None, typer.Option(help="Ask this rule; repeatable.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="A file with findings that are known already.")
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option(help=f"Write the findings there; by default to {BASELINE} in PATH.")
    ] = False,
    fix: Annotated[
        bool, typer.Option(help="Show what is certain as a diff, and write it if you agree.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to what --fix shows.")] = False,
    may_import: Annotated[
        bool, typer.Option("--import", help="Ask the rules that import the app, too.")
    ] = False,
) -> None:
    """Check an application; exit code 1 if it breaks a rule, 2 if it can't be checked."""
    with explained(output):
        path = root_of(path)
        config = load(path, NAMES)
        project = read_project(path, config)
        outcomes = ask(project, config, _chosen(only or [], project), may_import=may_import)
        if only:
            every_chosen(one for one in outcomes if one.rule.name in only)
        if fix:
            _fix(project, outcomes, agreed=yes)
            raise typer.Exit(BROKEN if project.unreadable else 0)
        if write_baseline:
            file = baseline or path / BASELINE
            number = baselines.write(file, project, outcomes)
            typer.echo(f"{file}: {counted(number, 'finding')} known from now on.")
            return
        if baseline is not None:
            known = baselines.read(baseline)
            outcomes = baselines.without(outcomes, known, project)
            asked = {one.rule.name for one in outcomes}
            if gone := sum(left for (rule, *_), left in known.items() if rule in asked):
                missing = counted(gone, "known finding")
                note = f"{baseline}: {missing} fixed meanwhile. fix: write it again."
                typer.echo(note, err=True)
        report = Report(project, outcomes)
        PRINT[output].report(report)
        raise typer.Exit(BROKEN if report.is_failure else 0)


def rules(
    pages_in: Annotated[
        Path | None, typer.Option("--pages", help="Write one page for each into this folder.")
    ] = None,
) -> None:
    """List every rule, or write their pages."""
    if pages_in is not None:
        with explained():
            typer.echo(f"{pages.write_pages(pages_in)} pages written.")
        return
    table = Table("rule", "asks for", box=None, pad_edge=False)
    for rule in RULES:
        table.add_row(rule.name, rule.summary)
    Console(highlight=False).print(table)


def explain(
    name: Annotated[str, typer.Argument(help="As `patterns rules` lists it.")],
    *,
    example: Annotated[bool, typer.Option("--example", help="Print the example only.")] = False,
) -> None:
    """Say what a rule asks for, why, and how code looks that follows or breaks it."""
    with explained():
        (rule,) = _chosen([name])
        if not example:
            typer.echo(f"{rule.name}: {rule.summary}\n\n{rule.why}\n")
        typer.echo(pages.example(rule))


def _fix(project: Project, outcomes: list[Outcome], *, agreed: bool) -> None:
    plan = fixes.plan(project, outcomes)
    for change in plan.changes:
        typer.echo(change.diff())
    if plan.left:
        typer.echo(f"Left alone, because no change is certain ({len(plan.left)}):")
    for finding, reason in plan.left:
        typer.echo(f"{finding.path}:{finding.line}: {finding.what}. not fixed: {reason}.")
    for problem in project.unreadable:
        typer.echo(f"{problem.path}:{problem.line}: {problem.what}. fix: {problem.fix}.")
    if not plan.changes:
        typer.echo("Nothing here can be fixed with certainty.")
    elif agreed or typer.confirm(f"Write this to {counted(len(plan.changes), 'file')}?"):
        fixes.write(project, plan.changes)
        typer.echo(f"{counted(len(plan.changes), 'file')} changed.")


@contextmanager
def explained(output: Format = Format.HUMAN) -> Iterator[None]:
    """Turn what can't be checked into one line on stderr, what the format has, and exit code 2."""
    try:
        yield
    except CannotCheckError as error:
        typer.echo(str(error), err=True)
        PRINT[output].refusal(error)
        raise typer.Exit(CANNOT_CHECK) from error


def _chosen(only: list[str], project: Project | None = None) -> list[Rule]:
    """The rules of these names; a file that can't be read is always reported."""
    if unknown := sorted(set(only) - NAMES):
        raise CannotCheckError(
            ", ".join(unknown), "there is no such rule", "choose one that `patterns rules` lists"
        )
    is_blind = project and (project.unreadable or any(lost_imports(project)))
    names = {*only, *([READABLE.name] if is_blind else [])}
    return [rule for rule in RULES if not only or rule.name in names]
