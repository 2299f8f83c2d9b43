"""Finds every fence of a page exactly as the renderer will, or refuses the page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from integration_patterns.guide.errors import PageError

OPENING = re.compile(r"(?P<prefix>[ \t>]*)(?P<marker>`{3,}|~{3,})(?P<info>.*)")
AFTER_A_BULLET = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?:`{3,}|~{3,})")
LANGUAGE = re.compile(r"[ \t]*(?P<language>[\w+#.-]+)(?P<rest>.*)")
ATTRIBUTE = re.compile(r'[ \t]+(?P<key>[a-z_]+)="(?P<value>[^"]*)"')
CODE = {"dockerfile", "python", "toml", "yaml"}
"""Languages whose fences include a file and hold no code of their own."""
OUTPUT = {
    "console": {"alone", "at", "breaks", "server"},
    "http": {"alone", "breaks"},
    "tree": {"depth", "of"},
}
"""Languages whose fences hold what came back; `runners/LANGUAGE.py` runs it or looks at it."""
ATTRIBUTES: dict[str, set[str]] = {**{code: {"hl_lines"} for code in CODE}, **OUTPUT}
"""What a fence of each language may state."""


@dataclass(frozen=True)
class Enclosed:
    """Lines of a page between an opening line, which has the number, and a closing one."""

    page: str
    line: int
    body: tuple[str, ...]

    @property
    def where(self) -> str:
        """The place an editor can jump to."""
        return f"{self.page}:{self.line}"

    @property
    def last_line(self) -> int:
        """The line of the closing one."""
        return self.line + len(self.body) + 1


@dataclass(frozen=True)
class Fence(Enclosed):
    """One fenced block: its place, what its first line says, and its body without the prefix."""

    prefix: str
    marker: str
    language: str
    attributes: Mapping[str, str]

    @property
    def is_output(self) -> bool:
        """Whether it holds output of its own, rather than an include line."""
        return self.language in OUTPUT

    def error(self, what: str, fix: str) -> PageError:
        """Blame this fence."""
        return PageError(self.where, what, fix)


@lru_cache(maxsize=256)
def parse(text: str, page: str) -> tuple[Fence, ...]:
    """Return the fences of a page in order."""
    return tuple(_fences(text.split("\n"), page))


def _fences(lines: list[str], page: str) -> Iterator[Fence]:
    number = 0
    while number < len(lines):
        opening = OPENING.fullmatch(lines[number])
        number += 1
        if opening is None:
            _refuse_fence_after_bullet(lines[number - 1], f"{page}:{number}")
            continue
        fence = _read(opening, lines, number, page)
        yield fence
        number = fence.last_line


def _read(opening: re.Match[str], lines: list[str], number: int, page: str) -> Fence:
    prefix, marker = opening["prefix"], opening["marker"]
    where = f"{page}:{number}"
    language, attributes = _header(opening["info"], marker, where)
    body: list[str] = []
    for line in lines[number:]:
        content = _content(line, prefix, f"{page}:{number + len(body) + 1}", where)
        if content.rstrip() == marker:
            return Fence(page, number, tuple(body), prefix, marker, language, attributes)
        if re.match(rf"{re.escape(marker)}[ \t]*\w", content):
            break
        body.append(content)
    raise PageError(where, "this fence is never closed", f'end it with a line "{prefix}{marker}"')


def _content(line: str, prefix: str, here: str, where: str) -> str:
    if line.startswith(prefix):
        return line[len(prefix) :]
    if not line.strip(" \t>"):
        return ""
    raise PageError(
        here,
        f"the line is indented less than its fence at {where}",
        "indent the whole block alike, and close it",
    )


def _header(info: str, marker: str, where: str) -> tuple[str, dict[str, str]]:
    if "`" in info and marker.startswith("`"):
        raise PageError(where, "a line starts with inline code of three backticks", "use one")
    header = LANGUAGE.fullmatch(info)
    if header is None:
        raise PageError(
            where,
            f'"{marker}{info}" does not name a language',
            'write the language and then attributes as key="value", without braces',
        )
    return header["language"], _attributes(header["language"], header["rest"], where)


def _attributes(language: str, text: str, where: str) -> dict[str, str]:
    if language not in ATTRIBUTES:
        raise PageError(
            where, f'unknown language "{language}"', f"use one of {', '.join(sorted(ATTRIBUTES))}"
        )
    if ATTRIBUTE.sub("", text).strip():
        raise PageError(where, f'cannot read "{text.strip()}"', 'write attributes as key="value"')
    attributes: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(text):
        key = found["key"]
        if key not in ATTRIBUTES[language] or key in attributes:
            raise PageError(
                where,
                f'a {language} fence does not take the attribute "{key}"'
                if key not in attributes
                else f'the attribute "{key}" is given twice',
                f"{language} takes {', '.join(sorted(ATTRIBUTES[language]))}, each once",
            )
        attributes[key] = found["value"]
    return attributes


def _refuse_fence_after_bullet(line: str, where: str) -> None:
    if AFTER_A_BULLET.match(line):
        raise PageError(
            where,
            "a fence on the line of its list marker is not rendered as code",
            "put it on a line of its own, indented by four",
        )
