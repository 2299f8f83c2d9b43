"""What leaves the API is validated, and a wrong answer says in the log what is wrong."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal, Self

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from app.components.backend.main import create_backend_app
from app.services.models import Report

HALF = {"id": 1, "user_id": 7, "month": "2026-10"}


@asynccontextmanager
async def asking(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a started application."""
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        yield client


# --8<-- [start:wrong]
@pytest.mark.usefixtures("app_settings")
@pytest.mark.parametrize("wrong", [HALF, Report.model_construct(**HALF)])
async def test_a_wrong_answer_is_a_500_and_the_log_names_the_field(
    wrong: object,
) -> None:
    """The caller learns nothing of the inside; an instance made unvalidated is caught too."""
    app = create_backend_app()

    @app.get("/wrong", response_model=Report)
    async def answer_wrong() -> object:
        return wrong

    with capture_logs(processors=[format_exc_info]) as logs:
        async with asking(app) as client:
            answer = await client.get("/wrong")

    assert answer.status_code == 500
    assert answer.json()["detail"] == "The server failed; its log says why."
    (exception,) = (log["exception"] for log in logs if log["event"] == "unhandled_error")
    assert "ResponseValidationError" in exception
    assert "'currency'" in exception


@pytest.mark.usefixtures("app_settings")
async def test_a_response_object_is_sent_unseen() -> None:
    """FastAPI validates what a route returns, unless that is a response already."""
    app = create_backend_app()

    @app.get("/unseen", response_model=Report)
    async def answer_unseen() -> JSONResponse:
        return JSONResponse(HALF)

    async with asking(app) as client:
        answer = await client.get("/unseen")

    assert answer.status_code == 200
    assert answer.json() == HALF


# --8<-- [end:wrong]


# --8<-- [start:twice]
@pytest.mark.parametrize(
    ("revalidate", "of_the_field", "of_the_model"), [("never", 1, 2), ("always", 2, 2)]
)
async def test_how_often_an_answer_is_validated_depends_on_its_model(
    revalidate: Literal["never", "always"], of_the_field: int, of_the_model: int
) -> None:
    """Once when the route makes it; when it leaves, its fields again only if it says so."""
    ran = Counter[str]()

    class Answer(BaseModel):
        model_config = ConfigDict(revalidate_instances=revalidate)
        value: int

        @field_validator("value")
        @classmethod
        def count_field(cls, value: int) -> int:
            ran["field"] += 1
            return value

        @model_validator(mode="after")
        def count_model(self) -> Self:
            ran["model"] += 1
            return self

    app = FastAPI()

    @app.get("/answer", response_model=Answer)
    async def answer() -> Answer:
        return Answer(value=1)

    async with asking(app) as client:
        await client.get("/answer")

    assert ran == {"field": of_the_field, "model": of_the_model}


# --8<-- [end:twice]
