"""What kind of functions commands are."""

import inspect
import subprocess
import sys

from app.cli.main import app

ASYNC_COMMAND = """
import typer
app = typer.Typer()
@app.command()
async def greet() -> None:
    typer.echo("hello")
app()
"""


# --8<-- [start:sync]
def test_every_command_is_a_plain_function() -> None:
    """Typer calls a command and drops what it returns, so a coroutine would never run."""
    callbacks = [command.callback for command in app.registered_commands]

    assert len(callbacks) >= 5
    assert not any(inspect.iscoroutinefunction(callback) for callback in callbacks)


def test_an_async_command_does_nothing_and_exits_0() -> None:
    """Why the rule above exists; when this fails, Typer awaits commands and it can go."""
    done = subprocess.run(
        [sys.executable, "-c", ASYNC_COMMAND], capture_output=True, text=True, check=True
    )

    assert done.stdout == ""
    assert "coroutine 'greet' was never awaited" in done.stderr


# --8<-- [end:sync]
