"""Reads the time that a fence states, at which the clocks of its processes start."""

import re
from datetime import datetime

from integration_patterns.guide.blocks.fences import Fence

UTC_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def of(fence: Fence) -> str:
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
