"""The command `patterns`: each sub-command is registered here by hand."""

import typer

from integration_patterns.pins import pins
from integration_patterns.proof.cli import proving

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command()(pins)
app.command()(proving)


@app.callback()
def main_help() -> None:
    """Keep the guide and its app in order."""


def main() -> None:
    """The console script."""
    app()
