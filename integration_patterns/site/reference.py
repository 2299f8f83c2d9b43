"""Tables of the reference pages, made from the code; `pytest --update-docs` puts them in."""

import inspect
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from app.components.backend.hooks import PACKAGE, discover
from app.core.config import PROJECT_DIR, Settings

HOOKS = {
    "middleware": "register_middleware(app: FastAPI) -> None",
    "startup": "startup_hook() -> None",
    "shutdown": "shutdown_hook() -> None",
}


def settings() -> str:
    """Every setting with its type, default and meaning."""
    rows = [
        f"| `{name}` | {_type(field.annotation)} | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| Setting | Type | Default | Meaning |", "| --- | --- | --- | --- |", *rows])


def hooks() -> str:
    """Every folder of hooks with the function it asks for and the files the app has."""
    rows = []
    for folder, signature in HOOKS.items():
        found = discover(f"{PACKAGE}.{folder}", signature.partition("(")[0])
        in_effect = reversed(found) if folder == "shutdown" else found
        files = ", ".join(f"`{hook.file}`" for hook in in_effect)
        rows.append(f"| `{folder}/` | `{signature}` | {files} |")
    return "\n".join(
        ["| Folder | Function | In this app, in order of effect |", "| --- | --- | --- |", *rows]
    )


def _type(annotation: Any) -> str:
    if annotation is None or annotation is type(None):
        return "unset"
    if annotation is SecretStr:
        return "secret"
    origin = get_origin(annotation)
    if origin is UnionType:
        return " or ".join(_type(part) for part in get_args(annotation))
    if origin is list:
        return "list of " + " or ".join(_type(part) for part in get_args(annotation))
    if origin is not None:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    return f"`{annotation.__name__}`" if inspect.isclass(annotation) else f"`{annotation}`"


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "computed"
    if field.default is None:
        return "unset"
    shown = str(field.default).replace(f"{PROJECT_DIR}/", "")
    return f"`{shown}`" if shown else "empty"
