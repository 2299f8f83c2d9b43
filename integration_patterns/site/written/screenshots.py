"""Photograph the built site: `python -m integration_patterns.site.written.screenshots [FOLDER]`.

`home.png` is the README's picture and is committed; the others are for looking at.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from integration_patterns.site.browser import NoBrowserError, chromium
from integration_patterns.site.served import ROOT, BuildError, built_site

COMMITTED = ROOT / "docs/assets/screenshots"
COMMITTED_LIMIT = 150_000


@dataclass(frozen=True)
class Shot:
    """One picture: what is opened, and in which window."""

    name: str
    page: str
    scheme: Literal["light", "dark"]
    width: int
    height: int
    full_page: bool = True


HOME = Shot("home", "", "light", 1280, 800, full_page=False)
OTHERS = tuple(
    Shot(f"{name}-{scheme}-{device}", page, scheme, width, height)
    for name, page in (("home", ""), ("pattern", "patterns/middleware/"))
    for scheme in ("light", "dark")
    for device, width, height in (("wide", 1280, 900), ("phone", 390, 844))
)


def take(browser: Browser, site: str, shot: Shot, folder: Path) -> Path:
    """Open a page and write its picture."""
    window = browser.new_context(
        color_scheme=shot.scheme,
        viewport={"width": shot.width, "height": shot.height},
        reduced_motion="reduce",
    )
    page = window.new_page()
    page.goto(site + shot.page, wait_until="networkidle")
    file = folder / f"{shot.name}.png"
    page.screenshot(path=file, full_page=shot.full_page)
    window.close()
    return file


def weighed(committed: Path, others: Sequence[Path], limit: int) -> str | None:
    """List the pictures; complain if the committed one has more than `limit` bytes."""
    for file in (committed, *others):
        print(f"{file.stat().st_size // 1000:>5} kB  {file}")  # noqa: T201 - it is a command
    if committed.stat().st_size > limit:
        return f"{committed} is over {limit // 1000} kB. fix: make its window smaller"
    return None


def main(arguments: list[str]) -> str | None:
    """Take every picture; return what went wrong."""
    folder = Path(arguments[0]) if arguments else ROOT / ".cache/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    COMMITTED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built:
        try:
            with built_site(Path(built)) as site, chromium() as browser:
                home = take(browser, site, HOME, COMMITTED)
                taken = [take(browser, site, shot, folder) for shot in OTHERS]
        except (BuildError, NoBrowserError) as error:
            return str(error)
    return weighed(home, taken, COMMITTED_LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
