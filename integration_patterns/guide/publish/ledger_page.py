"""The ledger as a reader sees it: one sentence of what it knows, then a table for each page."""

import posixpath
import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import groupby

from integration_patterns.guide.publish.rows import Row, State, none_has_run

COLUMNS = ("Line", "Kind", "Block", "Tests", "Time")
HEAD = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
NOT_RUN = (
    "<strong>The tests have not run in this checkout yet</strong>, so this list shows what they "
    "will prove. Run <code>uv run pytest</code>, then build the site again."
)


def body(found: Sequence[Row], folder: str) -> str:
    """Return the ledger for a page of the site.

    Args:
        found: Every block of the site, in the order of its pages.
        folder: The page's folder in the site.
    """
    pages = [list(rows) for _, rows in groupby(found, key=lambda row: row.page)]
    data = posixpath.relpath("ledger.json", folder)
    groups = "\n".join(_page(rows, folder) for rows in pages)
    return (
        f"<p>{_knows(found, len(pages))} "
        f'The same list as data: <a href="{data}">ledger.json</a>.</p>\n'
        f"<ledger-filter>\n{groups}\n</ledger-filter>"
    )


def _knows(found: Sequence[Row], pages: int) -> str:
    missing = sum(not row.is_proven for row in found)
    if none_has_run(found):
        return NOT_RUN
    if not missing:
        return f"<strong>All {len(found)} blocks on {pages} pages are proven.</strong>"
    return (
        f"<strong>{missing} of {len(found)} blocks are not proven:</strong> {_reasons(found)}. "
        "Run <code>uv run pytest</code>, then build the site again."
    )


def _reasons(rows: Sequence[Row]) -> str:
    counts = Counter(row.state for row in rows)
    del counts[State.PROVEN]
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state])


def _page(rows: Sequence[Row], folder: str) -> str:
    name = escape(rows[0].source or rows[0].page)
    link = escape(posixpath.relpath(rows[0].page, folder))
    lines = "\n".join(_row(row) for row in rows)
    return (
        f'<details class="ledger">\n<summary>{name} <span>{_count(rows)}</span>'
        f'</summary>\n<p><a href="{link}">Open the page</a></p>\n'
        f'<table class="ledger__blocks">\n<thead><tr>{HEAD}</tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody>\n</table>\n</details>"
    )


def _count(rows: Sequence[Row]) -> str:
    blocks = f"{len(rows)} block{'s' * (len(rows) > 1)}"
    reasons = _reasons(rows)
    return f"{blocks}, {reasons}" if reasons else blocks


def _row(row: Row) -> str:
    time = row.state if row.seconds is None else f"{row.seconds * 1000:.0f} ms"
    tests = row.proven_by[1:] or ["the page's own proof"]
    cells = [str(row.line), row.kind, row.block, ", ".join(tests), time]
    return "<tr>" + "".join(f"<td>{_breakable(cell)}</td>" for cell in cells) + "</tr>"


def _breakable(path: str) -> str:
    """Let a long path break between its parts, and not within a word."""
    return re.sub(r"(/|::|_)", r"\1<wbr>", escape(path))
