"""For people: each finding with its lines of code, then what each rule has looked at."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from integration_patterns.rules.check import State
from integration_patterns.rules.finding import Finding
from integration_patterns.rules.formats.report import Report

STYLES = {State.KEPT: "green", State.BROKEN: "red", State.BLIND: "red"}
AROUND = 2
ESCAPE = (
    "To keep one on purpose, add it to [[tool.integration-patterns.rules.exempt]] with its reason; "
    "`patterns explain RULE` says why a rule exists."
)


def as_human(report: Report) -> None:
    """Print to the terminal; colours only if it has them."""
    console = Console(highlight=False)
    for finding in report.findings:
        line = Text.assemble(
            (f"{report.path(finding)}:{finding.line}", "bold"),
            f": {finding.what}. ",
            ("fix: ", "green"),
            f"{finding.fix}. ",
            (f"[{finding.rule}]", "dim"),
        )
        console.print(line, soft_wrap=True)
        _print_frame(console, report, finding)
    console.print(_table(report))
    _print_not_asked(console, report)
    for outcome in report.blind:
        console.print(f"{outcome.rule.name}: {outcome.note}.", style="red", soft_wrap=True)
    if report.findings:
        console.print(ESCAPE, style="dim", soft_wrap=True, markup=False)
    console.print(report.summary(), soft_wrap=True)


def _print_frame(console: Console, report: Report, finding: Finding) -> None:
    from rich.syntax import Syntax  # noqa: PLC0415 - slow to import, and a clean app needs none

    source = report.project.source_at(finding.path)
    if source is not None:
        frame = Syntax(
            source.text,
            "python",
            line_numbers=True,
            line_range=(max(1, finding.line - AROUND), finding.line + AROUND),
            highlight_lines={finding.line},
            background_color="default",
        )
        console.print(frame)
    console.print()


def _table(report: Report) -> Table:
    table = Table("rule", "state", "examined", "findings", box=None, pad_edge=False)
    for one in report.outcomes:
        if one.state in STYLES:
            table.add_row(
                one.rule.name,
                Text(one.state, style=STYLES[one.state]),
                str(one.examined),
                str(len(one.findings)),
            )
    return table


def _print_not_asked(console: Console, report: Report) -> None:
    """Rules with the same reason share a line."""
    for (state, note), rules in report.not_asked.items():
        line = Text.assemble((f"{state}: ", "yellow"), f"{', '.join(rules)} ", (f"({note})", "dim"))
        console.print(line, soft_wrap=True)
