"""Takes out of highlighted code what a reader can't see: over half of a page's HTML."""

import re

PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
CONSOLE = re.compile(r"<div[^>]*\blanguage-console\b[^>]*>\s*(?:<span[^>]*>[^<]*</span>)?\Z")
TAG = re.compile(r'<span(?P<line> id="__line-[^"]*")?(?: class="(?P<kind>[^"]*)")?[^>]*>|</span>')
PLAIN = frozenset({"n", "o", "p", "w"})
"""Names, operators, punctuation and blanks are in the colour of the text."""


def slimmed(html: str) -> str:
    """Return the page without the spans of its code that have no colour.

    A terminal keeps one for each line: by them, copying takes the commands and not what they print.
    """

    def slim(block: re.Match[str]) -> str:
        is_console = CONSOLE.search(html, max(0, block.start() - 500), block.start()) is not None
        return _spans(block[0], keep_lines=is_console)

    return PRE.sub(slim, html)


def _spans(code: str, *, keep_lines: bool) -> str:
    kept: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if found[0] == "</span>":
            return found[0] if kept.pop() else ""
        if found["line"]:
            kept.append(keep_lines)
            return "<span>" if keep_lines else ""
        kept.append(found["kind"] not in PLAIN)
        return found[0] if kept[-1] else ""

    return TAG.sub(tag, code)
