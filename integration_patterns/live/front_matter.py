"""What a page says of its workbench, under `live` in its front matter.

The author's guide::

    ---
    live:
      files: [app/components/backend/middleware/40_cors.py]   # the tabs, the first one open
      tests: [tests/app/components/backend/hooks/test_lifespan.py]     # what the Tests tool runs
      open: request      # the tool shown: one of PANELS
      request: GET /health   # what the playground asks first
      env: {CORS_ORIGINS: '["https://shop.example"]'}         # settings to start with
      skip:
        startup-raises: why this break can't run in a page
        GET /health/live: why a block outside of "Try it" that begins so can't
    ---

The section "Try it" then holds one or more `http` fences, or `console` fences with one command
`uv run python -m app.cli …`: each gets a Run button. So does each other `http` fence, each
`console` fence that only asks for the order of the hooks, and each block with `breaks="NAME"` that
sends a request or starts the webserver; it begins with the wrong files in place of the right
ones.
`whole: true` makes the page the playground: every file, and no recorded block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Panel = Literal["request", "terminal", "scheduler", "settings", "tests", "log", "frontend"]
PANELS: tuple[Panel, ...] = get_args(Panel)
KEYS = ("files", "tests", "open", "request", "env", "skip", "whole")


@dataclass(frozen=True)
class Live:
    """The checked table of one page."""

    files: tuple[str, ...]
    tests: tuple[str, ...] = ()
    panel: str = ""
    env: dict[str, str] = field(default_factory=dict)
    skip: dict[str, str] = field(default_factory=dict)
    whole: bool = False
    request: tuple[str, str] | None = None


def read(table: Any, page: str, known: Iterable[str]) -> Live:
    """Check the table of a page.

    Args:
        table: The value of `live`.
        page: The page's path, for messages.
        known: The files that can be shown, as the page names them.

    Raises:
        PageError: A key is unknown, or a file does not exist.
    """
    if not isinstance(table, dict) or not table.get("files"):
        raise PageError(page, '"live" lists no files', 'write "live:" and below it "files: […]"')
    if unknown := sorted(table.keys() - set(KEYS)):
        raise PageError(
            page, f'"live" has the unknown key "{unknown[0]}"', f"use {', '.join(KEYS)}"
        )
    panel = table.get("open", "")
    if panel and panel not in PANELS:
        raise PageError(page, f'"live.open" is "{panel}"', f"use one of {', '.join(PANELS)}")
    files, tests = tuple(table["files"]), tuple(table.get("tests", ()))
    _check("files", files, page, set(known))
    _check("tests", [test.split("::")[0] for test in tests], page, set(known))
    return Live(
        files,
        tests,
        panel,
        _texts(table, "env"),
        _texts(table, "skip"),
        bool(table.get("whole")),
        _request(table.get("request"), page),
    )


def _request(line: object, page: str) -> tuple[str, str] | None:
    if line is None:
        return None
    match str(line).split():
        case [method, path] if method.isupper() and path.startswith("/"):
            return method, path
    raise PageError(page, f'"live.request" is "{line}"', "write a method and a path: GET /health")


def _check(key: str, paths: Iterable[str], page: str, known: set[str]) -> None:
    for path in paths:
        if path not in known:
            raise PageError(
                page,
                f'"live.{key}" names "{path}", which does not exist',
                "write the path of a file below example_app, or below the project for tests",
            )


def _texts(table: Mapping[str, Any], key: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in (table.get(key) or {}).items()}
