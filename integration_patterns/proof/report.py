"""Writes the ledger into the built site: a page for readers, ledger.json for machines."""

from __future__ import annotations

import json
import posixpath
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from integration_patterns.proof.gate import Shown
    from integration_patterns.proof.results import Proven

PLACE = "<!-- ledger -->"
COLUMNS = ["Page", "Line", "Kind", "Block", "Proven by", "Time"]


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


def write(site: Path, found: list[Row]) -> None:
    """Write ledger.json, and the table into the page that asks for it."""
    (site / "ledger.json").write_text(json.dumps(_summary(found), indent=1), "utf-8")
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        if PLACE in text:
            folder = file.parent.relative_to(site).as_posix()
            file.write_text(text.replace(PLACE, _table(found, folder)), "utf-8")


def _summary(found: list[Row]) -> dict[str, object]:
    blocks = {(row.source, row.line): row.seconds or 0.0 for row in found}
    return {
        "blocks": len(found),
        "unproven": sum(not row.is_proven for row in found),
        "seconds": round(sum(blocks.values()), 3),
        "entries": [asdict(row) for row in found],
    }


def _table(found: list[Row], folder: str) -> str:
    unproven = sum(not row.is_proven for row in found)
    pages = len({row.page for row in found})
    head = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    body = "\n".join(_row(row, folder) for row in found)
    return (
        f"<p><strong>{unproven} unproven of {len(found)} blocks</strong> on {pages} pages. "
        f'The same as data: <a href="{posixpath.relpath("ledger.json", folder)}">ledger.json</a>.'
        f"</p>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(row: Row, folder: str) -> str:
    link = posixpath.relpath(row.page, folder)
    time = f"{row.seconds * 1000:.0f} ms" if row.seconds is not None else "not proven"
    page = f'<a href="{escape(link)}">{escape(row.source or row.page)}</a>'
    cells = [
        page,
        str(row.line),
        row.kind,
        escape(row.block),
        escape(", ".join(row.proven_by)),
        time,
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
