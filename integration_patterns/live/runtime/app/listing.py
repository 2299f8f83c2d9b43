"""What the running app has: hooks, routes, settings, commands, jobs; asked of it, never assumed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic_core import PydanticUndefined

from integration_patterns.live.runtime.protocol.app import Hook, Job, Route, Setting

Kind = Literal["middleware", "startup", "shutdown"]
NEXT_TIMES = 5
HOOKS: tuple[tuple[Kind, str], ...] = (
    ("middleware", "register_middleware"),
    ("startup", "startup_hook"),
    ("shutdown", "shutdown_hook"),
)


def hooks() -> list[Hook]:
    """Every hook, in the order in which it takes effect."""
    finder = import_module("app.components.backend.hooks.discovery")
    found: list[Hook] = []
    for kind, function in HOOKS:
        files = [hook.file for hook in finder.discover(kind, function)]
        folder = f"{finder.PACKAGE}.{kind}".replace(".", "/")
        ordered = reversed(files) if kind == "shutdown" else files
        found += [{"kind": kind, "file": f"{folder}/{file}"} for file in ordered]
    return found


def routes(app: Any) -> list[Route]:
    """Every route of the API, with an example of its body."""
    return [
        {"method": method, "path": path, "body": _body(route)}
        for path, route in _with_paths(app.routes)
        if getattr(route, "include_in_schema", False)
        for method in sorted(route.methods or ())
    ]


def _with_paths(routes: list[Any], including: Any = None) -> Iterator[tuple[str, Any]]:
    """Each route with its whole path.

    FastAPI's `iter_route_contexts` would build each route anew for that, which takes as long as
    all the rest of a start; FastAPI itself does it for the first request.
    """
    for route in routes:
        if router := getattr(route, "original_router", None):
            inner = route.include_context
            whole = including.combine(inner) if including else inner
            yield from _with_paths(router.routes, whole)
        elif hasattr(route, "path"):
            yield including.path_for(route) if including else route.path, route


def _body(route: Any) -> str | None:
    field = getattr(route, "body_field", None)
    if field is None:
        return None
    schema = TypeAdapter(field.field_info.annotation).json_schema()
    return json.dumps(_example(schema, schema.get("$defs", {})), indent=2)


def _example(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """The smallest value that fits the ordinary parts of a JSON schema."""
    if "$ref" in schema:
        return _example(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    for key in ("default", "const"):
        if key in schema:
            return schema[key]
    if chosen := next((schema[key] for key in ("examples", "enum") if schema.get(key)), None):
        return chosen[0]
    if choice := next((schema[key] for key in ("anyOf", "oneOf", "allOf") if key in schema), None):
        # A text that fits a pattern is more than can be guessed.
        return _example(min(choice, key=lambda one: "pattern" in one), definitions)
    return _example_of_type(schema, definitions)


def _example_of_type(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            members = schema.get("properties", {})
            required = schema.get("required", ())
            return {name: _example(members[name], definitions) for name in required}
        case "array":
            return [_example(schema.get("items", {}), definitions)]
        case "integer" | "number":
            return max(1, schema.get("minimum", 0), schema.get("exclusiveMinimum", 0) + 1)
        case kind:
            return {"boolean": False, "string": "text"}.get(str(kind))


def settings() -> list[Setting]:
    """Every setting with its default; what is in force may be a secret, and stays in the app."""
    config = import_module("app.core.config")
    return [_setting(name, field) for name, field in config.Settings.model_fields.items()]


def _setting(name: str, field: Any) -> Setting:
    default = None if field.default is PydanticUndefined else field.default
    return {
        "name": name,
        "default": _as_environment(default),
        "secret": "SecretStr" in str(field.annotation),
        "description": field.description or "",
    }


def _as_environment(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict | bool):
        return json.dumps(value)
    return str(value)


def commands() -> list[str]:
    """Every command of the CLI."""
    cli = import_module("app.cli.main")
    return [
        command.name or command.callback.__name__.replace("_", "-")
        for command in cli.app.registered_commands
    ]


def declared_jobs() -> list[Job]:
    """Every job as the code declares it; nothing is started."""
    executors = import_module("app.components.scheduler.executor")
    clock = import_module("app.components.scheduler.main")
    scheduler = clock.create_scheduler(executors.ClaimingExecutor(), executors.DrainingExecutor())
    return [as_shown(job) for job in scheduler.get_jobs()]


def as_shown(job: Any) -> Job:
    """A job as the page shows it."""
    times = islice(_times(job), NEXT_TIMES)
    return {
        "id": job.id,
        "trigger": str(job.trigger),
        "next": [time.astimezone(UTC).isoformat() for time in times],
    }


def _times(job: Any) -> Iterator[datetime]:
    now = datetime.now(UTC)
    following = getattr(job, "next_run_time", None) or job.trigger.get_next_fire_time(None, now)
    while following is not None:
        yield following
        now = following + timedelta(microseconds=1)
        following = job.trigger.get_next_fire_time(following, now)
