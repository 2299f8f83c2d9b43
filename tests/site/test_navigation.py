"""The navigation leads to every page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

from integration_patterns.rules.registry import RULES
from integration_patterns.site.navigation import with_rules

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def pages_of(entry: Any) -> Iterator[str]:
    """Every page below an entry, in its order."""
    if isinstance(entry, str):
        yield entry
    else:
        for inside in entry.values() if isinstance(entry, dict) else entry:
            yield from pages_of(inside)


def test_the_navigation_leads_to_every_page_once() -> None:
    """A new page needs a line under `nav` in mkdocs.yml; the page of a rule needs none."""
    nav = load_config(str(ROOT / "mkdocs.yml")).nav

    assert nav is not None
    assert sorted(pages_of(with_rules(nav))) == sorted(
        page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")
    )


def test_the_rules_follow_their_list() -> None:
    """Wherever the list stands, in the order in which `patterns check` asks them."""
    nav = [{"Reference": ["reference/index.md", {"Rules": ["reference/rules/index.md"]}]}]

    (reference,) = with_rules(nav)

    first, rules = reference["Reference"]
    names = [{rule.name: f"reference/rules/{rule.name}.md"} for rule in RULES]
    assert first == "reference/index.md"
    assert rules == {"Rules": ["reference/rules/index.md", *names]}


def test_a_navigation_without_rules_stays_as_it_is() -> None:
    assert with_rules([{"Home": "index.md"}, "more.md"]) == [{"Home": "index.md"}, "more.md"]
