"""Writes the ledger into the built site: a page for readers, ledger.json for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from integration_patterns.guide.publish import ledger_page
from integration_patterns.guide.publish.rows import Row

PLACE = "<!-- ledger -->"


def write(site: Path, found: Sequence[Row]) -> None:
    """Write ledger.json, and the ledger into the page that asks for it."""
    (site / "ledger.json").write_text(json.dumps(_summary(found), indent=1), "utf-8")
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        if PLACE in text:
            folder = file.parent.relative_to(site).as_posix()
            body = ledger_page.body(found, folder)
            file.write_text(text.replace(PLACE, body), "utf-8")


def _summary(found: Sequence[Row]) -> dict[str, object]:
    blocks = {(row.source, row.line): row.seconds or 0.0 for row in found}
    return {
        "blocks": len(found),
        "unproven": sum(not row.is_proven for row in found),
        "seconds": round(sum(blocks.values()), 3),
        "entries": [asdict(row) for row in found],
    }
