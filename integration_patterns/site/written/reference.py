"""Tables of the reference pages, made from the code; `pytest --update-docs` puts them in."""

import inspect
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import typer
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from app.cli.main import app as cli
from app.components.backend.api.routing import include_routers
from app.components.backend.hooks.discovery import discover
from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.main import create_scheduler
from app.core.config import PROJECT_DIR, Settings

NAMED = {None: "unset", type(None): "unset", SecretStr: "secret"}
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
        found = discover(folder, signature.partition("(")[0])
        in_effect = reversed(found) if folder == "shutdown" else found
        files = ", ".join(f"`{hook.file}`" for hook in in_effect)
        rows.append(f"| `{folder}/` | `{signature}` | {files} |")
    return "\n".join(
        ["| Folder | Function | In this app, in order of effect |", "| --- | --- | --- |", *rows]
    )


def routes() -> str:
    """Every route with what it answers and what it is for."""
    app = FastAPI()
    include_routers(app)
    rows = [
        f"| `{method.upper()} {path}` | {_answers(operation)} | {operation['description']} |"
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    ]
    return "\n".join(["| Route | Answers | Meaning |", "| --- | --- | --- |", *rows])


def route_modules() -> str:
    """The documentation of each module that has a route, in the order of the routes."""
    app = FastAPI()
    include_routers(app)
    found = (context.original_route for context in iter_route_contexts(app.routes))
    modules = (route.endpoint.__module__ for route in found if isinstance(route, APIRoute))
    return "\n\n".join(f"::: {module}" for module in dict.fromkeys(modules))


def jobs() -> str:
    """Every job with its trigger and the function it calls."""
    rows = [
        f"| `{job.id}` | `{job.trigger}` | `{job.func_ref}` |"
        for job in create_scheduler(ClaimingExecutor(), DrainingExecutor()).get_jobs()
    ]
    return "\n".join(["| Job | Trigger | Function |", "| --- | --- | --- |", *rows])


def commands() -> str:
    """Every command of the CLI with what it takes and what it is for."""
    rows = [
        f"| `python -m app.cli {_usage(name, command)}` | {command.help} |"
        for name, command in typer.main.get_group(cli).commands.items()
    ]
    return "\n".join(["| Command | Meaning |", "| --- | --- |", *rows])


def _answers(operation: dict[str, Any]) -> str:
    responses = sorted(operation["responses"].items())
    return ", ".join(f"{status} {_schema(answer['content'])}" for status, answer in responses)


def _schema(content: dict[str, Any]) -> str:
    (body,) = content.values()
    listed = body["schema"].get("items")
    name = (listed or body["schema"])["$ref"].rpartition("/")[2]
    return f"list of `{name}`" if listed else f"`{name}`"


def _usage(name: str, command: Any) -> str:
    options = [p.opts[0] for p in command.params if p.param_type_name == "option"]
    arguments = [p.name.upper() for p in command.params if p.param_type_name == "argument"]
    return " ".join([name, *arguments, *(f"[{option}]" for option in options)])


def _type(annotation: Any) -> str:
    if annotation in NAMED:
        return NAMED[annotation]
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type(annotation.__origin__)
    if origin in {Union, UnionType}:
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
