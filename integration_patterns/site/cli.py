"""`patterns publish`."""

from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.guide import project
from integration_patterns.guide.publish.rows import SHOW
from integration_patterns.site.finish import finish


def publish(
    site: Annotated[Path, typer.Option(help="The folder of the built site.")] = Path("site"),
    unproven: Annotated[
        str, typer.Option(envvar="UNPROVEN", help="`show` builds a site to look at.")
    ] = "refuse",
) -> None:
    """Finish a site that any builder has built: style sheet, search, bundle, headers, gate."""
    root = project.find(Path.cwd()).root
    found = finish(site, root, to_publish=unproven != SHOW)
    typer.echo("\n".join([*map(str, found), f"{len(found)} findings in {site}."]))
    raise typer.Exit(bool(found))
