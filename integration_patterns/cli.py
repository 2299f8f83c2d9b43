"""The command `patterns`: each sub-command is registered here by hand."""

import typer

from integration_patterns.bench import patterns_app, rules_speed
from integration_patterns.bench.live import command as live_speed
from integration_patterns.bench.page import command as page_speed
from integration_patterns.guide.cli import mutate, proving
from integration_patterns.live.cli import bundle
from integration_patterns.pins import pins
from integration_patterns.rules.cli import check, explain, rules

app = typer.Typer(no_args_is_help=True, add_completion=False)
bench = typer.Typer(no_args_is_help=True, help="Measure, and print ratios.")
app.add_typer(bench, name="bench")
bench.command("app")(patterns_app.app)
bench.command("live")(live_speed.live)
bench.command("page")(page_speed.page)
bench.command("rules")(rules_speed.rules)
app.command()(check)
app.command()(rules)
app.command()(explain)
app.command()(pins)
app.command()(bundle)
app.command()(mutate)
app.command()(proving)


@app.callback()
def main_help() -> None:
    """Check an application against the guide's rules; keep the guide itself in order."""


def main() -> None:
    """The console script."""
    app()
