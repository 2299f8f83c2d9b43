"""The languages a page may use, and the attributes each may carry."""

from __future__ import annotations

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

OUTPUT = frozenset({"console", "http"})
"""Languages whose fences hold what was typed and what came back."""

ATTRIBUTES: dict[str, frozenset[str]] = {
    **dict.fromkeys(CODE, frozenset({"hl_lines"})),
    "console": frozenset({"breaks", "hl_lines", "server"}),
    "http": frozenset({"breaks", "hl_lines"}),
}
