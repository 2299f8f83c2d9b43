"""`patterns bundle`."""

from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.live.copying import copy_bundle
from integration_patterns.live.errors import BundleError


def bundle(
    out: Annotated[
        Path | None, typer.Option(help="Copy the bundle there, such as site/assets/live.")
    ] = None,
) -> None:
    """Build what runs the app inside the page; without changes, take what was built before."""
    try:
        made = ensure_bundle(say=lambda line: typer.echo(f"bundle: {line}", err=True))
    except BundleError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if out:
        copy_bundle(made, out)
    typer.echo(out or made)
