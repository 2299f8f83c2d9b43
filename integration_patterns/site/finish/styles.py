"""Makes one style sheet of the theme's and the site's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "assets/stylesheets"
SHEET = f"{FOLDER}/site.css"
ZENSICAL = "classic"
"""Where Zensical has the sheets of the theme that mkdocs.yml names."""
IN_ZENSICAL = "../_mkdocstrings.css"
"""A sheet of the other builders, whose rules Zensical has in its own."""
PART = re.compile(r'@import url\("([^"]+)"\);')
SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=[^*]*\*/")


def join(site: Path) -> None:
    """Write the text of each part into the sheet that names them; `*` is the theme's hash.

    Raises:
        FileNotFoundError: There is no such part, or there are several.
    """
    sheet = site / SHEET
    if not sheet.is_file():
        return
    whole = PART.sub(lambda named: _text(site / FOLDER, named[1]), sheet.read_text("utf-8"))
    sheet.write_text(SOURCE_MAP.sub("", whole), "utf-8")


def _text(folder: Path, name: str) -> str:
    zensical = folder / ZENSICAL
    if name == IN_ZENSICAL and zensical.is_dir():
        return ""
    found = list(folder.glob(name)) or list(zensical.glob(name))
    if len(found) != 1:
        raise FileNotFoundError(f"{SHEET} names {name}: {len(found)} files. fix: name one file.")
    return found[0].read_text("utf-8")
