"""Inspects the site that mkdocs has built; every finding is a warning, so strict fails."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from integration_patterns.proof import config as configs
from integration_patterns.proof import gate, report, results

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.proof")


def on_post_build(config: MkDocsConfig) -> None:
    """Write the ledger and report what is wrong."""
    proof = configs.load(Path(config.config_file_path).parent)
    if proof is None:
        log.warning("pyproject.toml: no [tool.integration-patterns.proof]. fix: add it.")
        return
    site = Path(config.site_dir)
    base = urlsplit(config.site_url or "/").path or "/"
    inspection = gate.inspect(site, proof, base if base.endswith("/") else f"{base}/")
    found = list(report.rows(inspection.shown, results.load(proof.project.root)))
    report.write(site, found)
    for finding in inspection.findings:
        log.warning(str(finding))
    unproven = sum(not row.is_proven for row in found)
    log.info("Proof: %d unproven of %d blocks", unproven, len(found))
