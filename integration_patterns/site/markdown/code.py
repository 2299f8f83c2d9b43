"""Writes code without what a reader can't see, which is over half of a page's HTML.

Takes the place of `pymdownx.highlight`, with its options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygments.filter import Filter
from pygments.token import Name, Operator, Punctuation, Text, Whitespace
from pymdownx.highlight import Highlight, HighlightExtension

from integration_patterns.guide.blocks.fences import OUTPUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.lexer import Lexer
    from pygments.token import _TokenType as Kind

PLAIN = {Name, Operator, Punctuation, Whitespace}
"""They are in the colour of the text."""

SEARCHED = {"", "text", *OUTPUT}
"""What a program printed: readers search for the message that they see."""


class Uncoloured(Filter):
    """Makes text of what has no colour of its own."""

    def filter(
        self, lexer: Lexer | None, stream: Iterable[tuple[Kind, str]]
    ) -> Iterator[tuple[Kind, str]]:
        """Pass each piece on."""
        del lexer
        for kind, text in stream:
            yield Text if kind in PLAIN else kind, text


class LightHighlight(Highlight):  # type: ignore[misc]  # pymdownx has no types
    """Colours code, and keeps it out of the search unless it is what a program printed.

    A terminal has a span for each line: by them, copying takes the commands only.
    """

    def get_lexer(self, *arguments: Any, **options: Any) -> tuple[Lexer, str]:
        """Find the lexer of a language."""
        lexer, name = super().get_lexer(*arguments, **options)
        lexer.add_filter(Uncoloured())
        return lexer, name

    def highlight(self, src: str, language: str, *arguments: Any, **options: Any) -> Any:
        """Return the code as HTML."""
        self.line_spans = "__line" if language == "console" else ""
        if language not in SEARCHED:
            options["attrs"] = {"data-search-exclude": "true", **(options.get("attrs") or {})}
        return super().highlight(src, language, *arguments, **options)


class CodeExtension(HighlightExtension):  # type: ignore[misc]  # its package has no types
    """Gives superfences the light way to write code."""

    def get_pymdownx_highlighter(self) -> type[LightHighlight]:
        """Name the class that superfences calls."""
        return LightHighlight
