"""Writes the client's types from the protocol: `python -m integration_patterns.live.typescript`.

Only the check of types and your editor need the file; nothing of it is left in the bundle.
"""

import inspect
import json
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from integration_patterns.live.bundle.node import CLIENT
from integration_patterns.live.front_matter import Panel
from integration_patterns.live.runtime.page.calls import Calls
from integration_patterns.live.runtime.protocol.messages import FromPython

FILE = "src/protocol/from_python.ts"
HEAD = (
    "/** Written by `python -m integration_patterns.live.typescript` from the methods of `Calls`,\n"
    " * from runtime/protocol, and from front_matter.py: change them. */\n"
)
WORDS = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
Schema = dict[str, Any]


def source() -> str:
    """The text of the file."""
    named: dict[str, Schema] = {}
    calls = "".join(_call(name, method, named) for name, method in _methods())
    messages = _type(FromPython, named)
    types = "".join(_declared(name, named[name]) for name in sorted(named))
    return (
        f"{HEAD}{types}\n/** The calls that the page may make: arguments and results. */\n"
        f"export interface Calls {{\n{calls}}}\n\nexport type FromPython = {messages};\n"
        f"\n/** The tools of the workbench. */\nexport type Panel = {_type(Panel, named)};\n"
    )


def _methods() -> list[tuple[str, Any]]:
    found = inspect.getmembers(Calls, inspect.isfunction)
    return [(name, method) for name, method in found if not name.startswith("_")]


def _call(name: str, method: Any, named: dict[str, Schema]) -> str:
    hints = get_type_hints(method)
    result = _type(hints.pop("return"), named)
    arguments = list(inspect.signature(method).parameters)[2:]
    given = "".join(f" {argument}: {_type(hints[argument], named)};" for argument in arguments)
    return f"  {name}: {{ args: {{{given} }}; result: {result} }};\n"


def _type(hint: Any, named: dict[str, Schema]) -> str:
    """A type, and in `named` each that it mentions."""
    schema = TypeAdapter(hint).json_schema(ref_template="{model}")
    named |= schema.pop("$defs", {})
    if "properties" not in schema:
        return _written(schema)
    named[schema["title"]] = schema
    return str(schema["title"])


def _declared(name: str, schema: Schema) -> str:
    said = " ".join(schema["description"].split())
    members = schema["properties"]
    lines = "".join(f"  {member}: {_written(members[member])};\n" for member in members)
    return f"\n/** {said} */\nexport interface {name} {{\n{lines}}}\n"


def _written(schema: Schema) -> str:
    match schema:
        case {"$ref": name}:
            return str(name)
        case {"const": value}:
            return json.dumps(value)
        case {"enum": values}:
            return " | ".join(map(json.dumps, values))
        case {"anyOf": choices}:
            return " | ".join(map(_written, choices))
    return _of_type(schema)


def _of_type(schema: Schema) -> str:
    match schema:
        case {"prefixItems": items}:
            return f"[{', '.join(map(_written, items))}]"
        case {"items": item}:
            return f"{_written(item)}[]"
        case {"additionalProperties": True}:
            return "Record<string, unknown>"
        case {"additionalProperties": values}:
            return f"Record<string, {_written(values)}>"
    return WORDS[schema["type"]]


if __name__ == "__main__":
    (CLIENT / FILE).write_text(source(), "utf-8")
