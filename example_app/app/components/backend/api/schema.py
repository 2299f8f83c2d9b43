"""The OpenAPI schema, with errors under the media type that they are sent with."""

from typing import Any

from fastapi import FastAPI

from app.components.backend.api.problems import PROBLEM_JSON
from app.core.models import Problem

JSON = "application/json"
PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}


def describe_problems(app: FastAPI) -> None:
    """Correct what `app.openapi()` says: FastAPI gives all answers of a route one media type."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        schema = generate()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for answer in operation["responses"].values():
                    content = answer["content"]
                    if content.get(JSON, {}).get("schema") == PROBLEM:
                        content[PROBLEM_JSON] = content.pop(JSON)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's page on extending it does
