"""What kind of functions commands are."""

import gc
import inspect

import pytest
import typer
from typer.testing import CliRunner

from app.cli.main import app


# --8<-- [start:sync]
def test_every_command_is_a_plain_function() -> None:
    """Typer calls a command and drops what it returns, so a coroutine would never run."""
    callbacks = [command.callback for command in app.registered_commands]

    assert len(callbacks) >= 5
    assert not any(inspect.iscoroutinefunction(callback) for callback in callbacks)


def test_an_async_command_does_nothing_and_exits_0() -> None:
    """Why the rule above exists; when this fails, Typer awaits commands and it can go."""
    app = typer.Typer()

    @app.command()
    async def greet() -> None:
        typer.echo("hello")

    with pytest.warns(RuntimeWarning, match="'.*greet' was never awaited"):
        result = CliRunner().invoke(app)
        gc.collect()

    assert result.exit_code == 0
    assert result.stdout == ""


# --8<-- [end:sync]
