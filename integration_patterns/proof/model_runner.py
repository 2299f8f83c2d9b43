"""Holds text against a Pydantic model, in the environment of the application that has it."""

from __future__ import annotations

import difflib
import importlib
import json
import sys
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


def main() -> None:
    """Read the text from the standard input; exit with what is wrong with it."""
    language, name = sys.argv[1:]
    model = _load(name)
    if problem := problem_with(sys.stdin.read(), language, model):
        sys.exit(f"this {language} is no {model.__name__}: {problem}")


def problem_with(text: str, language: str, model: type[BaseModel]) -> str:
    """Return why the model would not read this text, and write it again; empty if it would."""
    from pydantic_core import ValidationError, to_json  # noqa: PLC0415 - the application's own

    try:
        data = _parse(text, language)
        valid = model.model_validate_json(to_json(data), strict=True, extra="forbid")
    except ValidationError as error:
        return "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'all of it'}: {one['msg']}"
            for one in error.errors()
        )
    except ValueError as error:
        return str(error)
    has_no_null = language == "toml"
    written = valid.model_dump_json(by_alias=True, exclude_none=has_no_null)
    return _difference(_lines(to_json(data)), _lines(written))


def _load(name: str) -> type[BaseModel]:
    module, _, attribute = name.partition(":")
    try:
        model: type[BaseModel] = getattr(importlib.import_module(module), attribute)
    except (AttributeError, ImportError, ValueError) as error:
        sys.exit(f'model="{name}" cannot be imported: {error}')
    if not hasattr(model, "model_validate_json"):
        sys.exit(f'model="{name}" is no Pydantic model')
    return model


def _parse(text: str, language: str) -> object:
    if language == "toml":
        return tomllib.loads(text)
    if language == "yaml":
        import yaml  # noqa: PLC0415 - slow, and rarely needed

        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from error
    return json.loads(text, object_pairs_hook=_without_doubles)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError(f"a field stands twice among {', '.join(name for name, _ in pairs)}")
    return fields


def _lines(written: str | bytes) -> list[str]:
    form = json.dumps(json.loads(written), indent=2, sort_keys=True, ensure_ascii=False)
    return form.splitlines()


def _difference(page: list[str], model: list[str]) -> str:
    diff = difflib.unified_diff(page, model, "the page", "what the model writes", lineterm="")
    return "\n".join(diff)


if __name__ == "__main__":
    main()
