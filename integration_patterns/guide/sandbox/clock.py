"""Lets a process believe that it starts at a stated time; from there its clock goes on."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from integration_patterns.guide.sandbox import fork_child

if TYPE_CHECKING:
    from integration_patterns.guide.blocks.fences import Fence

UTC_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def stated(fence: Fence) -> str:
    """Return the time at which the clocks of a fence start; empty for the real one."""
    at = fence.attributes.get("at", "")
    if "at" in fence.attributes and not _is_time(at):
        raise fence.error(
            f'at="{at}" is not a time', 'write a second in UTC, like at="2026-11-01T08:59:58Z"'
        )
    return at


def _is_time(at: str) -> bool:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return False
    return UTC_SECOND.fullmatch(at) is not None


def main() -> None:
    """Run `python ARGUMENTS` in this fresh interpreter, which a fork would otherwise do."""
    fork_child.start_clock()
    fork_child.execute(sys.argv[1:], os.getcwd())  # noqa: PTH109 - the entry of sys.path is a string


if __name__ == "__main__":
    main()
