"""The command `patterns`: each sub-command is imported when it is used, because some need much."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from integration_patterns import extras
from integration_patterns.guide.errors import PageError
from integration_patterns.live.errors import BundleError

# Each sub-command, and the module that has it; some modules are in a checkout only.
COMMANDS = {
    "check": "rules.cli",
    "rules": "rules.cli",
    "explain": "rules.cli",
    "proving": "guide.cli",
    "mutate": "guide.cli",
    "bundle": "live.cli",
    "publish": "site.cli",
    "compare": "site.cli",
    "pins": "pins",
    "bench": "benchmarks.cli",
}
# The extras that a room needs.
EXTRAS = {"guide": "proof", "live": "live", "site": "proof,live"}


class Commands(TyperGroup):
    """The sub-commands, each imported when it is called."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what is wrong with the project is printed in place of a traceback."""
        try:
            return super().invoke(ctx)
        except (PageError, BundleError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer passes it
        """Every command that is there."""
        return [name for name in COMMANDS if find_spec(f"integration_patterns.{_room(name)}")]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command, or one that says what to install; None if there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        try:
            module = import_module(f"integration_patterns.{COMMANDS[cmd_name]}")
        except ModuleNotFoundError as error:
            if _room(cmd_name) not in EXTRAS:
                raise
            return _not_installed(cmd_name, error)
        found = getattr(module, cmd_name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False)
            found.command(cmd_name)(function)
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


def _room(name: str) -> str:
    return COMMANDS[name].partition(".")[0]


def _not_installed(name: str, error: ModuleNotFoundError) -> TyperCommand:
    extra = EXTRAS[_room(name)]

    def explain() -> None:
        typer.echo(f"patterns {name}: {error}. {extras.fix(extra)}", err=True)
        raise typer.Exit(2)

    anything = {"allow_extra_args": True, "ignore_unknown_options": True}
    text = f"Needs the extra {extra}."
    return TyperCommand(name, callback=explain, help=text, context_settings=anything)


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False)


@app.callback()
def main_help() -> None:
    """Check an application against the guide's rules; keep the guide itself in order."""


def main() -> None:
    """The console script."""
    app()
