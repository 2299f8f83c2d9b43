"""Exchange rates, against real HTTP servers that behave and misbehave."""

import traceback
from collections.abc import Iterator
from decimal import Decimal
from gzip import compress

import pytest
from pydantic import SecretStr

from app.core.config import Settings, use_settings
from app.core.errors import ExternalServiceError
from app.services.exchange_rates import exchange_rate
from tests.support.http_services import Exchange, http_service

PLENTY, SHORT = 30, 0.2


@pytest.fixture
def rates(app_settings: Settings, http_client: None) -> Iterator[Exchange]:
    """An exchange-rate service, and settings that point to it."""
    with http_service(Exchange(body=b'{"rates": {"USD": 1.0843}}')) as service:
        changed = {"RATES_URL": service.url, "API_TIMEOUT": PLENTY}
        with use_settings(app_settings.model_copy(update=changed)):
            yield service


async def test_a_rate_is_what_the_service_says(rates: Exchange) -> None:
    """Exactly: rates are decimals, never floats."""
    assert await exchange_rate("EUR", "USD") == Decimal("1.0843")
    assert rates.requests[0][:2] == ("GET", "/latest?base=EUR&symbols=USD")


async def test_the_same_currency_asks_nobody(rates: Exchange) -> None:
    """One euro is one euro."""
    assert await exchange_rate("EUR", "EUR") == 1
    assert rates.requests == []


async def test_the_key_is_sent_as_a_bearer_token(rates: Exchange, app_settings: Settings) -> None:
    """Only when one is set."""
    await exchange_rate("EUR", "USD")
    keyed = {"RATES_URL": rates.url, "RATES_API_KEY": SecretStr("k3y")}
    with use_settings(app_settings.model_copy(update=keyed)):
        await exchange_rate("EUR", "USD")

    without, with_key = (headers for _, _, headers in rates.requests)
    assert "authorization" not in without
    assert with_key["authorization"] == "Bearer k3y"


# --8<-- [start:failures]
@pytest.mark.parametrize(
    ("service", "message"),
    [
        (Exchange(hold=True), r":\d+ gave no answer within 0\.2 s\. fix: try again later"),
        (Exchange(drip=True), r":\d+ gave no answer within 0\.2 s\."),
        (Exchange(drip_headers=True), r":\d+ gave no answer within 0\.2 s\."),
        (Exchange(endless=True), r":\d+ sent too much: .* larger than 1,048,576 bytes\."),
        (
            Exchange(headers={"content-encoding": "gzip"}, body=compress(bytes(10**7))),
            r":\d+ sent too much: .* larger than 1,048,576 bytes\.",
        ),
        (Exchange(status=500), r":\d+ answered 500\."),
        (Exchange(body=b"<html>"), r":\d+ sent no rate from EUR to USD\."),
        (Exchange(body=b'{"rates": {}}'), r":\d+ sent no rate from EUR to USD\."),
        (Exchange(body=b'{"rates": {"USD": "NaN"}}'), r":\d+ sent no rate from EUR to USD\."),
        (Exchange(body=b'{"rates": {"USD": 0}}'), r":\d+ sent no rate from EUR to USD\."),
        (Exchange(body=b'{"rates": {"USD": -1.1}}'), r":\d+ sent no rate from EUR to USD\."),
        (Exchange(body=b'{"rates": {"USD": 1e30}}'), r":\d+ sent no rate from EUR to USD\."),
    ],
    ids=[
        "late",
        "drips",
        "drips headers",
        "endless",
        "a bomb",
        "broken",
        "not JSON",
        "no rate",
        "NaN",
        "zero",
        "negative",
        "too large",
    ],
)
async def test_every_way_to_fail_is_one_clear_error(
    service: Exchange, message: str, app_settings: Settings, http_client: None
) -> None:
    """Late, broken or nonsense: the caller gets one kind of error, which says what happened."""
    with http_service(service):
        late = service.hold or service.drip or service.drip_headers
        patience = SHORT if late else PLENTY
        changed = {"RATES_URL": service.url, "API_TIMEOUT": patience}
        with (
            use_settings(app_settings.model_copy(update=changed)),
            pytest.raises(ExternalServiceError, match=message),
        ):
            await exchange_rate("EUR", "USD")


# --8<-- [end:failures]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://127.0.0.1:port", "gopher://x"])
async def test_a_service_that_is_down_is_the_same_kind_of_error(
    url: str, app_settings: Settings, http_client: None
) -> None:
    """Nobody listens on the port, or the address is none."""
    with (
        use_settings(app_settings.model_copy(update={"RATES_URL": url})),
        pytest.raises(ExternalServiceError, match=rf"^{url} can't be reached: .+\. fix: "),
    ):
        await exchange_rate("EUR", "USD")


# --8<-- [start:credentials]
@pytest.mark.parametrize("status", [401, 500])
async def test_credentials_in_the_address_are_sent_and_never_shown(
    rates: Exchange, app_settings: Settings, status: int
) -> None:
    """The service gets them; no error holds them, nor any cause of it. A path may be a key, too."""
    rates.status = status
    guarded = rates.url.replace("http://", "http://ops:s3cr3t@") + "/t0k3n/v1"
    with (
        use_settings(app_settings.model_copy(update={"RATES_URL": guarded})),
        pytest.raises(ExternalServiceError) as caught,
    ):
        await exchange_rate("EUR", "USD")

    assert rates.requests[0][2]["authorization"] == "Basic b3BzOnMzY3IzdA=="
    assert f"{rates.url} answered {status}" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert "s3cr3t" not in shown
    assert "t0k3n" not in shown


# --8<-- [end:credentials]
