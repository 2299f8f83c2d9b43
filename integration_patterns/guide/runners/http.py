"""Sends the request of an http fence and writes down the response.

The real application is asked. Type the request (only the headers you list are sent)::

    ```http
    POST /api/v1/reports HTTP/1.1
    content-type: application/json

    {"user_id": 1}

    HTTP/1.1 201 Created
    content-type: application/json

    {
      "user_id": 1,
      ...
    }
    ```

Only the response headers you list are compared; JSON is shown with two spaces.
"""

import json
import re
from dataclasses import dataclass
from http import HTTPStatus

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.runners import elision
from integration_patterns.guide.runners.workspaces import Workspaces
from integration_patterns.guide.sandbox.http_client import Answer
from integration_patterns.guide.sandbox.workspace import Workspace

REQUEST_LINE = re.compile(r"(?P<method>[A-Z]+) (?P<target>/\S*)(?: HTTP/1\.1)?")
STATUS_LINE = "HTTP/1.1 "
NEW = ["content-type"]
# As RFC 9110 has them; Python took them over in 3.13, and a page must read the same on all.
RENAMED = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


@dataclass(frozen=True)
class Exchange:
    """A request as typed, and what the page says comes back."""

    request: list[str]
    status_line: str
    headers: list[str]
    body: list[str]


def prove(fence: Fence, workspaces: Workspaces) -> list[str]:
    """Ask the application; an overlay's answer must differ from the intact one."""
    if not workspaces.config.http_app:
        raise fence.error("no application is configured", "set http_app in pyproject.toml")
    exchange = read(fence)
    lines = answer(exchange, workspaces.of(fence), fence.where)
    if "breaks" in fence.attributes:
        intact = answer(exchange, workspaces.twin_of(fence), fence.where)
        if lines == intact:
            raise fence.error(
                f'the answer is the same without breaks="{fence.attributes["breaks"]}"',
                "ask for what the overlay breaks",
            )
    return lines


def read(fence: Fence) -> Exchange:
    """Split a fence into its request and its response."""
    lines = [line.rstrip() for line in fence.body]
    status = next((n for n, line in enumerate(lines) if line.startswith(STATUS_LINE)), len(lines))
    request = _strip(lines[:status])
    if not request or not REQUEST_LINE.fullmatch(request[0]):
        raise fence.error(
            "an http block does not start with a request", 'begin with "GET /path HTTP/1.1"'
        )
    headers, body = _head_and_body(lines[status + 1 :])
    return Exchange(request, "".join(lines[status : status + 1]), headers, body)


def answer(exchange: Exchange, workspace: Workspace, where: str) -> list[str]:
    """Send the request; return the fence's lines as they should be."""
    head, body = _head_and_body(exchange.request[1:])
    line = REQUEST_LINE.fullmatch(exchange.request[0])
    assert line is not None
    sent = [(name, value.strip()) for name, _, value in (entry.partition(":") for entry in head)]
    got = workspace.http.send(line["method"], line["target"], sent, "\n".join(body), where)
    status_line = f"{STATUS_LINE}{got.status} {_phrase(got.status)}"
    names = [entry.partition(":")[0] for entry in exchange.headers]
    headers = _listed(got, names if exchange.status_line else NEW)
    shown = [""] if got.body else []
    volatile = workspace.config.volatile
    shown += elision.rewrite(exchange.body, _lines(got, workspace), volatile) if got.body else []
    return [
        *exchange.request,
        "",
        status_line,
        *elision.rewrite(exchange.headers, headers, volatile),
        *shown,
    ]


def _listed(got: Answer, names: list[str]) -> list[str]:
    return [
        f"{name}: {value}"
        for name in names
        for key, value in got.headers
        if key.lower() == name.lower()
    ]


def _lines(got: Answer, workspace: Workspace) -> list[str]:
    content_type = dict(got.headers).get("content-type", "")
    if re.match(r"application/([\w.-]+\+)?json", content_type):
        return workspace.shown(json.dumps(json.loads(got.body), indent=2, ensure_ascii=False))
    return workspace.shown(got.body)


def _head_and_body(lines: list[str]) -> tuple[list[str], list[str]]:
    blank = lines.index("") if "" in lines else len(lines)
    return lines[:blank], _strip(lines[blank + 1 :])


def _strip(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _phrase(status: int) -> str:
    return RENAMED.get(status) or HTTPStatus(status).phrase
