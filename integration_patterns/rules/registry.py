"""Every rule: each module of these folders that has a SUMMARY, in the order of their names."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from integration_patterns.rules import backend, boundaries, containers, imports, readable, scheduler
from integration_patterns.rules.rule import Rule


def _rules(folder: ModuleType) -> Iterator[Rule]:
    for found in iter_modules(folder.__path__, f"{folder.__name__}."):
        module = import_module(found.name)
        if hasattr(module, "SUMMARY"):
            yield Rule.of(module)


READABLE = Rule.of(readable)
FOLDERS = (imports, backend, boundaries, scheduler, containers)
RULES = (READABLE, *(rule for folder in FOLDERS for rule in _rules(folder)))
NAMES = frozenset(rule.name for rule in RULES)
