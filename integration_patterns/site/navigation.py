"""Puts the page of each rule into the navigation, so that mkdocs.yml names no rule."""

from typing import Any

from integration_patterns.rules.registry import RULES

LIST_OF_RULES = "reference/rules/index.md"


def with_rules(entries: list[Any]) -> list[Any]:
    """The entries of a navigation, with a page for each rule after the list of the rules."""
    complete = [_complete(entry) for entry in entries]
    if LIST_OF_RULES in complete:
        complete += [{rule.name: f"reference/rules/{rule.name}.md"} for rule in RULES]
    return complete


def _complete(entry: Any) -> Any:
    if isinstance(entry, list):
        return with_rules(entry)
    if isinstance(entry, dict):
        return {title: _complete(inside) for title, inside in entry.items()}
    return entry
