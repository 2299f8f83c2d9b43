"""What the ledger says of each block that a reader can see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from integration_patterns.guide.proof.results import Proven
    from integration_patterns.guide.publish.gate import Shown

TO_LOOK_AT = "UNPROVEN=show builds a site to look at"


@dataclass(frozen=True)
class Row:
    """One block a reader can see."""

    page: str
    source: str
    line: int
    kind: str
    block: str
    digest: str
    proven_by: list[str]
    seconds: float | None

    @property
    def is_proven(self) -> bool:
        """Whether the last run of the page's proof passed with this very text."""
        return self.seconds is not None


def rows(shown: tuple[Shown, ...], proven: Mapping[str, Proven]) -> Iterator[Row]:
    """Yield a row for each block, with what the last runs say of it."""
    for one in shown:
        entry = one.entry
        first = one.block.title or one.block.text.strip().split("\n")[0]
        if entry is None:
            yield Row(one.page, "", 0, "unknown", first, "", [], None)
            continue
        texts = proven[entry.page]["texts"] if entry.page in proven else {}
        seconds = texts.get(entry.digest)
        yield Row(
            one.page,
            entry.page,
            entry.line,
            entry.kind,
            first,
            entry.digest,
            [f"{entry.page}::proof", *entry.tests],
            seconds,
        )


def unproven(found: Sequence[Row], *, have_run: bool) -> Iterator[PageError]:
    """Yield what keeps the site from being published: blocks whose tests have not passed.

    Args:
        found: Every block of the site.
        have_run: Whether the tests of any page have run in this checkout.
    """
    if not have_run:
        what = f"none of its {len(found)} blocks is proven: the tests have not run here"
        yield PageError("The site", what, f"run `uv run pytest`, then build again; {TO_LOOK_AT}")
        return
    missing = [row.source for row in found if row.source and not row.is_proven]
    for page in dict.fromkeys(missing):
        count = missing.count(page)
        what = f"{count} {'block is' if count == 1 else 'blocks are'} not proven"
        yield PageError(page, what, f"run `uv run pytest {page}`, then build again; {TO_LOOK_AT}")
