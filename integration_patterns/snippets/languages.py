"""The languages a page may use, and the attributes each may carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE = frozenset(
    {
        "css",
        "dockerfile",
        "html",
        "ini",
        "javascript",
        "json",
        "python",
        "sh",
        "sql",
        "toml",
        "yaml",
    }
)
"""Languages whose fences include a file and hold no code of their own."""

OUTPUT = frozenset({"console", "http", "log", "tree"})
"""Languages whose fences hold what came back when something was run or looked at."""

ATTRIBUTES: dict[str, frozenset[str]] = {
    **dict.fromkeys(CODE, frozenset({"hl_lines"})),
    **dict.fromkeys(("toml", "yaml"), frozenset({"hl_lines", "model"})),
    "console": frozenset({"alone", "at", "breaks", "hl_lines", "server"}),
    "http": frozenset({"alone", "breaks", "hl_lines"}),
    "json": frozenset({"get", "hl_lines", "model"}),
    "log": frozenset({"at", "hl_lines", "server"}),
    "tree": frozenset({"depth", "of"}),
}
"""json with get="/path" is the body that the application answers; json, toml and yaml with
model="module:Class" are the form of a model; without, an included file."""


def is_output(language: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether a fence holds output of its own, rather than an include line."""
    return language in OUTPUT or not attributes.keys().isdisjoint({"get", "model"})
