"""Writes one page for each rule, and the list of them: `patterns rules --pages docs/…`."""

import textwrap
from pathlib import Path

from integration_patterns.rules.example import said_of
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.registry import RULES
from integration_patterns.rules.rule import Files, Rule

TITLES = {"cli-backend": "CLI and backend", "constants-vs-config": "Constants or config"}
TITLES |= {"backend-services": "Backend and services", "frontend-backend": "Frontend and backend"}
WIDTH = 96
INDEX = "index.md"
ASKED_FOR = """\
# Rules

What `patterns check` asks of an application, one page for each rule.
To begin with code that is older than the rules, read
[Adopt this in an existing app](../../how-to/adopt-the-rules.md).

| Rule | Asks for |
| --- | --- |
"""
PAGE = """\
# {name}

{summary}

## Why

{why}

## How it looks

```console
$ uv run patterns explain {name} --example
{example}
```

## The pattern

{patterns}

## When not

Turn it off for the whole project, or exempt one place, each with its reason.
[Adopt this in an existing app](../../how-to/adopt-the-rules.md) shows both.
"""


def write_pages(folder: Path) -> int:
    """Write the page of each rule and the list into a folder; return how many."""
    try:
        for name, text in pages().items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise CannotCheckError(str(folder), f"{error.strerror}", "name a folder") from error
    return len(RULES) + 1


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    rows = "".join(f"| [{rule.name}]({rule.name}.md) | {rule.summary} |\n" for rule in RULES)
    return {INDEX: ASKED_FOR + rows} | {f"{rule.name}.md": _page(rule) for rule in RULES}


def _page(rule: Rule) -> str:
    return PAGE.format(
        name=rule.name,
        summary=rule.summary,
        why=rule.why,
        example=example(rule).rstrip(),
        patterns=f"It belongs to {_linked(rule.patterns)}.",
    )


def _linked(patterns: tuple[str, ...]) -> str:
    return " and ".join(f"[{title(one)}](../../patterns/{one}.md)" for one in patterns)


def title(page: str) -> str:
    """What a page of a pattern is called, by its file name."""
    return TITLES.get(page, page.replace("-", " ").capitalize())


def example(rule: Rule) -> str:
    """The two examples, and what the rule says to the second."""
    paragraphs = [
        "Follows it:\n\n" + _files(rule.good),
        "Breaks it:\n\n" + _files(_changed(rule)),
        *(_wrapped(line) for line in said_of(rule).splitlines()),
        *(_wrapped(f"It also breaks {name}: {why}.") for name, why in rule.also.items()),
    ]
    return "\n".join(paragraphs)


def _changed(rule: Rule) -> Files:
    """The files of the bad example that the good one has not; the others stay as they are."""
    good, bad = rule.good, rule.bad
    return {file: text for file, text in bad.items() if good.get(file) != text}


def _wrapped(line: str) -> str:
    """A finding as it fits a page, so that you can read its fix without scrolling."""
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _files(files: Files) -> str:
    return "".join(
        "\n".join([file, *(f"    {line}".rstrip() for line in text.splitlines())]) + "\n\n"
        for file, text in files.items()
        if text.strip()
    ).removesuffix("\n")
