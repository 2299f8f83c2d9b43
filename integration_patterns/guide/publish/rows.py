"""What the ledger says of each block that a reader can see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from integration_patterns.guide.blocks.entries import Entry
    from integration_patterns.guide.proof.results import Proven
    from integration_patterns.guide.publish.gate import Shown

SHOW = "show"
TO_LOOK_AT = f"UNPROVEN={SHOW} builds a site to look at"


class State(StrEnum):
    """What the last runs say of a block, as the ledger writes it."""

    PROVEN = "proven"
    NOT_RUN = "not run here yet"
    FAILED = "on a page whose tests failed"
    CHANGED = "changed since the tests ran"
    UNKNOWN = "without a test"


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
    state: State
    seconds: float | None

    @property
    def is_proven(self) -> bool:
        """Whether the last run of the page's proof passed with this very text."""
        return self.state is State.PROVEN


def rows(shown: tuple[Shown, ...], proven: Mapping[str, Proven | None]) -> Iterator[Row]:
    """Yield a row for each block, with what the last runs say of it."""
    for one in shown:
        entry = one.entry
        first = one.block.title or one.block.text.strip().split("\n")[0]
        if entry is None:
            yield Row(one.page, "", 0, "unknown", first, "", [], State.UNKNOWN, None)
            continue
        state, seconds = _known(entry, proven)
        yield Row(
            one.page,
            entry.page,
            entry.line,
            entry.kind,
            first,
            entry.digest,
            [f"{entry.page}::proof", *entry.tests],
            state,
            seconds,
        )


def _known(entry: Entry, proven: Mapping[str, Proven | None]) -> tuple[State, float | None]:
    if entry.page not in proven:
        return State.NOT_RUN, None
    page = proven[entry.page]
    if page is None:
        return State.FAILED, None
    seconds = page["texts"].get(entry.digest)
    return (State.CHANGED if seconds is None else State.PROVEN), seconds


def none_has_run(found: Sequence[Row]) -> bool:
    """Tell whether the tests of no page have run in this checkout."""
    return all(row.state in (State.NOT_RUN, State.UNKNOWN) for row in found)


def unproven(found: Sequence[Row]) -> Iterator[PageError]:
    """Yield what keeps the site from being published: blocks whose tests have not passed."""
    if none_has_run(found):
        what = f"none of its {len(found)} blocks is proven: the tests have not run here"
        yield PageError("The site", what, f"run `uv run pytest`, then build again; {TO_LOOK_AT}")
        return
    missing = [row.source for row in found if row.source and not row.is_proven]
    for page in dict.fromkeys(missing):
        count = missing.count(page)
        what = f"{count} {'block is' if count == 1 else 'blocks are'} not proven"
        yield PageError(page, what, f"run `uv run pytest {page}`, then build again; {TO_LOOK_AT}")
