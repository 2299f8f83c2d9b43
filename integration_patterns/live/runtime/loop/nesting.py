"""JSON that is nested too deep: refused as on a server, where C code would use up the stack."""

import json
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # not in its stubs
from typing import Any

# So many lists and objects can't be nested too deep; with more of them, Python reads the text.
HARMLESS = 1000

_raw_decode = json.JSONDecoder.raw_decode


def _careful_raw_decode(self: Any, s: str, idx: int = 0) -> tuple[Any, int]:
    if s.count("[") + s.count("{") <= HARMLESS:
        return _raw_decode(self, s, idx)
    fast = self.scan_once
    self.scan_once = py_make_scanner(self)
    try:
        return _raw_decode(self, s, idx)
    finally:
        self.scan_once = fast


def install() -> None:
    """From here on such a text raises RecursionError."""
    json.JSONDecoder.raw_decode = _careful_raw_decode  # type: ignore[method-assign]  # replaced
