"""Routes for reports."""

import httpx
import pytest

from app.core.config import Settings


# --8<-- [start:create]
async def test_creating_a_report_answers_with_the_report(client: httpx.AsyncClient) -> None:
    """The route hands over to the service and returns what it returns."""
    response = await client.post("/api/v1/reports", params={"user_id": 123, "month": "2026-10"})

    report = response.json()
    assert response.status_code == 200
    assert (report["user_id"], report["month"], report["currency"]) == (123, "2026-10", "EUR")
    assert (await client.get("/api/v1/reports")).json() == [report]


# --8<-- [end:create]


# --8<-- [start:refused]
@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"user_id": "me"}, "user_id"),
        ({"user_id": str(2**31)}, "user_id"),
        ({"user_id": 123, "month": "2026-13"}, "month"),
        ({"user_id": 123, "month": "0000-01"}, "month"),
        ({"user_id": 123, "month": "9999-12"}, "month"),
        ({"user_id": 123, "month": "\uff12\uff10\uff12\uff16-10"}, "month"),
        ({"user_id": 123, "currency": "dollars"}, "currency"),
        ({"user_id": 123, "currency": "XQQ"}, "currency"),
    ],
)
async def test_bad_input_is_refused_at_the_door(
    client: httpx.AsyncClient, params: dict[str, str], field: str
) -> None:
    """No service sees it; the answer names the field."""
    response = await client.post("/api/v1/reports", params=params)

    assert response.status_code == 422
    assert field in response.json()["errors"][0]["loc"]


# --8<-- [end:refused]


# --8<-- [start:problems]
async def test_an_error_of_the_service_becomes_a_problem(client: httpx.AsyncClient) -> None:
    """RFC 9457, with the fix, and the request id under which the log tells more."""
    response = await client.post("/api/v1/reports", params={"user_id": 999})

    problem = response.json()
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["detail"] == "There is no user 999."
    assert problem["fix"].startswith("use an existing id")
    assert problem["request_id"] == response.headers["x-request-id"]


# --8<-- [end:problems]


async def test_a_failing_exchange_rate_is_a_bad_gateway(
    client: httpx.AsyncClient, app_settings: Settings
) -> None:
    """Not our fault, and said so."""
    response = await client.post("/api/v1/reports", params={"user_id": 123, "currency": "USD"})

    assert response.status_code == 502
    assert app_settings.RATES_URL in response.json()["detail"]
