"""The sub-commands of `patterns bench`, which a checkout has and an installed package has not."""

import typer

from integration_patterns.benchmarks import patterns_app, rules_speed
from integration_patterns.benchmarks.live import command as live_speed
from integration_patterns.benchmarks.page import command as page_speed

bench = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure, and print ratios.")
bench.command("app")(patterns_app.app)
bench.command("live")(live_speed.live)
bench.command("page")(page_speed.page)
bench.command("rules")(rules_speed.rules)
