"""Writes the ledger into a built site, and tells what is wrong with the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integration_patterns.guide import config as configs
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.proof import results
from integration_patterns.guide.publish import gate, report, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_patterns.guide.publish.html import BuiltPage


def findings(
    site: Path, pages: dict[str, BuiltPage], root: Path, base: str, *, to_publish: bool
) -> Iterator[PageError]:
    """Write the ledger, and yield what is wrong.

    Args:
        site: The built site.
        pages: Its pages.
        root: The folder of the project.
        base: The path that the site is served under.
        to_publish: Whether a block whose tests have not passed is a finding, too.
    """
    proof = configs.load(root)
    if proof is None:
        yield PageError("pyproject.toml", "no [tool.integration-patterns.proof] table", "add it")
        return
    inspection = gate.inspect(site, pages, proof, base)
    found = list(rows.rows(inspection.shown, results.load(root)))
    report.write(site, found)
    yield from inspection.findings
    if to_publish:
        yield from rows.unproven(found)
