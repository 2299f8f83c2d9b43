"""`patterns bundle`."""

from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.live.copying import copy_bundle


def bundle(
    out: Annotated[
        Path | None, typer.Option(help="Copy the bundle there, such as site/assets/live.")
    ] = None,
) -> None:
    """Build what runs the app inside the page; without changes, take what was built before."""
    made = ensure_bundle(say=lambda line: typer.echo(f"bundle: {line}", err=True))
    if out:
        copy_bundle(made, out)
    typer.echo(out or made)
