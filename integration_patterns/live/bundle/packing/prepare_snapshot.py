"""Brings Python to the state that the snapshot keeps; then uses the rest, to see what that imports.

Runs inside Pyodide, which sets `say` and `environment`.
"""

import asyncio
import gc
import importlib
import json
import linecache
import sys
import traceback
import zipimport
from collections.abc import Callable
from importlib import metadata
from types import ModuleType
from typing import Any

from integration_patterns.live.runtime.imports import archive_finder

# What follows needs pydantic-core, which only this finds.
archive_finder.install()

from integration_patterns.live.runtime.imports import modules  # noqa: E402 - as the comment says
from integration_patterns.live.runtime.page.bridge import bridge  # noqa: E402 - as the comment says

LIBRARY = next(place for place in sys.path if place.endswith(".zip"))
# With the exit code that each must have; an import that fails would go unnoticed otherwise.
COMMANDS = (
    ("--help", 0),
    ("reports", 0),
    ("reports --json", 0),
    ("report 9", 6),
    ("report", 2),
    ("orders 7", 0),
    ("python -m app.entrypoints.seed --orders 210 --until 2026-11-01", 0),
    ("python -m alembic current", 0),
    ("python -m app.components.backend.hooks", 0),
)
posted: list[dict[str, Any]] = []


def prepare() -> str:
    """Import everything, run the app once, forget it; the names of what was imported."""
    asyncio.events._set_running_loop(None)
    bridge.install(environment)  # type: ignore[name-defined]  # noqa: F821 - set by take_snapshot.ts
    bridge.connect(
        lambda text: posted.append(json.loads(text)), lambda _s: None, lambda _t, _ticks: None
    )
    call("start", env={}, changed=[])
    call("lists")
    for path in (
        "/health",
        "/nope",
        "/api/v1/reports",
        "/api/v1/orders?user_id=7",
        "/openapi.json",
    ):
        request("GET", path)
    request("POST", "/api/v1/reports?user_id=123")
    request("POST", "/api/v1/orders", '{"user_id": 7, "amount": 1}')
    request("POST", "/api/v1/orders", "{}")
    bridge.loop.run_until_complete(bridge.session.stop())
    bridge.outlet.flush()
    modules.set_aside()
    return names()


def request(method: str, path: str, body: str = "") -> None:
    """Ask the app."""
    headers = [["content-type", "application/json"]] if body else []
    call("request", method=method, path=path, headers=headers, body=body)


def call(op: str, **args: Any) -> dict[str, Any]:
    """As the page does; the answer."""
    posted.clear()
    bridge.call(json.dumps({"id": 1, "op": op, "args": args}))
    while not any(one["t"] in {"done", "fail"} for one in posted):
        bridge.pump()
    end = next(one for one in posted if one["t"] in {"done", "fail"})
    result = end.get("result") or {}
    if end["t"] == "fail" or result.get("ok") is False:
        raise RuntimeError(f"{op} {args}: {end}")
    return dict(result)


def names() -> str:
    """The modules that came out of the archive."""
    return json.dumps(sorted(name for name, module in sys.modules.items() if _is_ours(module)))


def _is_ours(module: ModuleType) -> bool:
    origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
    return origin.startswith(LIBRARY)


def leave_no_trace() -> None:
    """Forget what only the build needed."""
    posted.clear()
    linecache.clearcache()
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # not in its stubs
    importlib.invalidate_caches()
    metadata.FastPath.__new__.cache_clear()  # type: ignore[attr-defined]  # as above
    for _ in range(3):
        gc.collect()
    # What is here now stays; only what the app makes is looked through from now on.
    gc.freeze()
    call("ahead", expected=[])
    posted.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # not in its stubs


def trace() -> str:
    """Use the command line, the scheduler and pytest; the names of all that is imported then."""
    call("start", env={}, changed=[])
    for line, code in COMMANDS:
        if call("cli", line=line)["exitCode"] != code:
            raise RuntimeError(f"{line}: {posted}")
    call("jobs")
    call("run_job", id="daily-report")
    call("test", paths=["tests/app/services/test_reports.py", "tests/app/core/test_models.py"])
    return names()


def reported(step: Callable[[], str | None]) -> str | None:
    """Run one of the above; print the whole traceback, which Pyodide can't once it is prepared."""
    try:
        return step()
    except BaseException:
        say(traceback.format_exc())  # type: ignore[name-defined]  # noqa: F821 - set by take_snapshot.ts
        raise
