"""Nothing blocks the event loop: while one call sleeps, every other request waits.

`time.sleep(1)` in one `async def` route stops the health check too, and the orchestrator restarts
a process that was only waiting.
Aegis Stack's own scheduler examples measured the CPU for a second that way.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import argument, is_nothing, method, receiver
from integration_patterns.rules.finding import Problem

SUMMARY = "No async function calls what blocks: sleep, requests, subprocess, files."
PATTERNS = ("services",)
NEEDS = ()
NOTHING = "there is no async function"
THREAD = "await asyncio.to_thread(…) with it"
CLIENT = "await an httpx.AsyncClient"
PROCESS = "await asyncio.create_subprocess_exec(…)"
BLOCKING = {
    "time.sleep": "await asyncio.sleep(…)",
    "urllib.request.urlopen": CLIENT,
    "os.system": PROCESS,
    "open": THREAD,
    "io.open": THREAD,
    "input": THREAD,
    **{f"subprocess.{name}": PROCESS for name in ("run", "call", "check_call", "check_output")},
    **{
        f"{library}.{method}": CLIENT
        for library in ("requests", "httpx")
        for method in ("get", "post", "put", "patch", "delete", "head", "options", "request")
    },
    "httpx.stream": CLIENT,
    "httpx.Client": CLIENT,
    "requests.Session": CLIENT,
    "urllib.request.urlretrieve": CLIENT,
}
FILES = {"read_text", "read_bytes", "write_text", "write_bytes"}
GOOD = {
    "app/services/pause.py": (
        "import asyncio\n\n\nasync def pause() -> None:\n    await asyncio.sleep(1)\n"
    )
}
BAD = {"app/services/pause.py": "import time\n\n\nasync def pause() -> None:\n    time.sleep(1)\n"}


def check(project: Project) -> Iterator[Problem]:
    """Look at the calls that async functions run themselves."""
    for source in project.sources.values():
        project.examined += len(source.nodes(ast.AsyncFunctionDef))
        for call in source.nodes(ast.Call):
            name, fix = _blocking(source, call)
            function = source.function_of(call) if name else None
            if isinstance(function, ast.AsyncFunctionDef):
                yield source.problem(
                    call.lineno, f"{name}() blocks the event loop in async {function.name}()", fix
                )


def _blocking(source: Source, call: ast.Call) -> tuple[str, str]:
    name, called = source.dotted(call.func), method(call)
    if isinstance(source.parent(call), ast.Await):
        return "", ""
    if name in BLOCKING and (name != "open" or "open" not in source.definitions):
        return name, BLOCKING[name]
    if called in FILES:
        return called, THREAD
    if called == "open" and _is_a_path(source, receiver(call)):
        return "Path.open", THREAD
    if name == "psutil.cpu_percent" and not is_nothing(argument(call, 0, "interval")):
        return name, THREAD
    return "", ""


def _is_a_path(source: Source, node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and source.dotted(node.func) == "pathlib.Path"
