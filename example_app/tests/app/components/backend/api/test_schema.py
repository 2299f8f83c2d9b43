"""What the OpenAPI schema promises about errors."""

from typing import Any

import httpx
import pytest

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


@pytest.fixture
async def paths(client: httpx.AsyncClient) -> Any:
    """The paths of the schema, asked for twice, because FastAPI keeps the first answer."""
    first, second = [(await client.get("/openapi.json")).json() for _ in "12"]
    assert first == second
    return first["paths"]


# --8<-- [start:problems]
async def test_every_error_is_a_problem_in_the_schema_too(paths: dict[str, Any]) -> None:
    """A generated client needs one class for errors; `default` covers those without a line."""
    operations = [operation for methods in paths.values() for operation in methods.values()]

    assert len(operations) >= 9
    for operation in operations:
        errors = {code: answer for code, answer in operation["responses"].items() if code[0] != "2"}
        assert "default" in errors
        assert [answer["content"] for answer in errors.values()] == [PROBLEM] * len(errors)


# --8<-- [end:problems]


@pytest.mark.parametrize(
    ("path", "method", "codes"),
    [
        ("/api/v1/orders", "post", {"201", "400", "404", "422", "503", "default"}),
        ("/api/v1/orders", "get", {"200", "404", "422", "503", "default"}),
        ("/api/v1/reports", "post", {"200", "404", "422", "502", "503", "default"}),
        ("/api/v1/jobs", "get", {"200", "503", "default"}),
        ("/health/live", "get", {"200", "default"}),
    ],
)
async def test_a_route_lists_what_it_answers(
    paths: dict[str, Any], path: str, method: str, codes: set[str]
) -> None:
    """A route without input refuses none."""
    assert set(paths[path][method]["responses"]) == codes
