"""What a caller learns about an input that was refused."""

import httpx
import pytest
from fastapi import FastAPI

from app.components.backend.api.rejections import LONGEST, MOST
from app.components.backend.main import create_backend_app
from app.core.config import Settings
from app.core.models import BoundaryModel, Problem
from tests.support.serving import serving

JSON = {"content-type": "application/json"}


# --8<-- [start:shape]
async def test_a_refused_input_is_a_problem_that_names_the_field(
    client: httpx.AsyncClient,
) -> None:
    """One shape for every error, with one entry for each refused value."""
    response = await client.post("/api/v1/orders", json={"user_id": 0, "amount": "much"})

    problem = Problem.model_validate(response.json())
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem.status, problem.title) == (
        422,
        422,
        "Unprocessable Content",
    )
    assert [error.loc for error in problem.errors] == [("body", "user_id"), ("body", "amount")]
    assert problem.detail.startswith("user_id: Input should be greater than or equal to 1; amount")


# --8<-- [end:shape]


# --8<-- [start:unspeakable]
@pytest.mark.parametrize(
    "body",
    [
        '{"user_id": 123, "amount": NaN}',
        '{"user_id": 123, "amount": 1e400}',
        '{"user_id": 123, "amount": -Infinity}',
        '{"user_id": 123, "amount": "\\ud800"}',
        '"\\ud800"',
        "null",
        "{",
        "",
    ],
)
async def test_no_body_is_too_odd_to_be_refused(client: httpx.AsyncClient, body: str) -> None:
    """Python's parser takes more than JSON allows; an answer that repeated it would be a 500."""
    response = await client.post("/api/v1/orders", content=body, headers=JSON)

    assert response.status_code == 422
    assert response.json()["errors"]


# --8<-- [end:unspeakable]


@pytest.mark.parametrize("body", [b"\xff", b"[" * 100_000, b"9" * 5000])
async def test_what_cannot_be_read_at_all_is_a_problem_too(
    client: httpx.AsyncClient, body: bytes
) -> None:
    """Not UTF-8, too deep, or a number with too many digits."""
    response = await client.post("/api/v1/orders", content=body, headers=JSON)

    assert response.status_code in {400, 422}
    assert Problem.model_validate(response.json()).status == response.status_code


class Many(BoundaryModel, extra="forbid"):
    """Each key that it doesn't know is an error of its own."""


async def test_an_answer_stays_small_however_much_was_wrong(app_settings: Settings) -> None:
    """Neither the input nor all of its errors come back."""
    app: FastAPI = create_backend_app()

    @app.post("/many", response_model=None)
    async def many(_given: Many) -> None: ...

    async with serving(app) as client:
        given = {"k" * 1000 + str(number): 1 for number in range(900)}
        response = await client.post("/many", json=given)

    errors = response.json()["errors"]
    assert response.status_code == 422
    assert len(errors) == MOST
    assert errors[0]["loc"] == ["body", "k" * LONGEST]
    assert len(response.content) < 20_000
