"""Makes the bundle of a changed app beside `mkdocs serve`, which shows the pages meanwhile."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from integration_patterns.live.bundle import ensure_bundle, is_made

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from pathlib import Path

log = logging.getLogger("mkdocs.hooks.site")


class BundleBeside:
    """Hands out the newest bundle there is, and has a newer one made if the app has changed."""

    def __init__(self, ready: Path, beside: Executor) -> None:
        """Prepare.

        Args:
            ready: A folder that is watched: a file in it changes when a bundle is made.
            beside: Runs what makes it.
        """
        self._ready = ready
        self._ready.mkdir(parents=True, exist_ok=True)
        self._newest: Path | None = None
        self._making: Future[Path] | None = None
        self._beside = beside

    def __call__(self, root: Path) -> Path:
        """Return the folder of a bundle; the first one is waited for.

        Raises:
            BundleError: It can't be made.
        """
        if self._making and self._making.done():
            made, self._making = self._making, None
            self._newest = made.result()
        if self._newest is None or is_made(root):
            self._newest = ensure_bundle(root)
        elif self._making is None:
            log.info("The app has changed. The pages run it as it was, until its bundle is made.")
            self._making = self._beside.submit(ensure_bundle, root)
            self._making.add_done_callback(lambda _made: self._tell())
        return self._newest

    def _tell(self) -> None:
        ready = self._ready / "made"
        ready.write_text(str(time.time()))
