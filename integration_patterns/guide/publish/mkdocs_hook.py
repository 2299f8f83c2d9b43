"""Inspects the site that mkdocs has built; every finding is a warning, so strict fails.

`mkdocs build` and `mkdocs gh-deploy` make a site to publish: there, a block whose tests have not
passed is a finding, too. `mkdocs serve` shows the pages while you write them, so the ledger only
says what has not run. `extra.unproven: show` in mkdocs.yml builds like `mkdocs serve`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from integration_patterns.guide import config as configs
from integration_patterns.guide.proof import results
from integration_patterns.guide.publish import gate, report, rows

if TYPE_CHECKING:
    from typing import Literal

    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.proof")


SERVE = "serve"
SHOW = "show"
commands: list[str] = []


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Remember what mkdocs was asked to do."""
    commands[:] = [command]


def on_post_build(config: MkDocsConfig) -> None:
    """Write the ledger and report what is wrong."""
    proof = configs.load(Path(config.config_file_path).parent)
    if proof is None:
        log.warning("pyproject.toml: no [tool.integration-patterns.proof]. fix: add it.")
        return
    site = Path(config.site_dir)
    base = urlsplit(config.site_url or "/").path or "/"
    inspection = gate.inspect(site, proof, base if base.endswith("/") else f"{base}/")
    root = proof.project.root
    found = list(rows.rows(inspection.shown, results.load(root)))
    report.write(site, found)
    findings = [*inspection.findings]
    if SERVE not in commands and config.extra.get("unproven") != SHOW:
        findings += rows.unproven(found)
    for finding in findings:
        log.warning(str(finding))
    unproven = sum(not row.is_proven for row in found)
    log.info("Proof: %d of %d blocks are proven", len(found) - unproven, len(found))
