"""`patterns publish` and `patterns compare`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.guide import project
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.publish.rows import SHOW
from integration_patterns.site.articles import differences
from integration_patterns.site.finish import finish


def publish(
    site: Annotated[Path, typer.Option(help="The folder of the built site.")] = Path("site"),
    unproven: Annotated[
        str, typer.Option(envvar="UNPROVEN", help="`show` builds a site to look at.")
    ] = "refuse",
) -> None:
    """Finish a site that any builder has built: style sheet, search, bundle, headers, gate."""
    root = project.find(Path.cwd()).root
    _tell(finish(site, root, to_publish=unproven != SHOW), site)


def compare(
    site: Annotated[Path, typer.Argument(help="The folder of the site that is right.")],
    other: Annotated[Path, typer.Argument(help="The folder of another builder's site.")],
) -> None:
    """Compare the articles of two built sites, page by page."""
    _tell(list(differences(site, other)), other)


def _tell(found: Sequence[PageError], site: Path) -> None:
    typer.echo("\n".join([*map(str, found), f"{len(found)} findings in {site}."]))
    raise typer.Exit(bool(found))
