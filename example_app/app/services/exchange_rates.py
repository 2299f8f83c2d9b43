"""Exchange rates, from an HTTP API outside this system."""

from decimal import Decimal
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, ValidationError

from app.core.config import settings
from app.core.errors import ExternalServiceError
from app.core.http import AnswerTooLargeError, ask, get_http_client, reason
from app.core.urls import server_of

FIX = "try again later, or set RATES_URL to a service that answers."


# Beyond any two currencies there are, and small enough for every total to fit its column.
Rate = Annotated[Decimal, Field(gt=0, lt=10**9)]


class _Rates(BaseModel):
    rates: dict[str, Rate]


# --8<-- [start:exchange-rate]
async def exchange_rate(base: str, quote: str) -> Decimal:
    """How many `quote` one `base` buys; both are ISO 4217 codes.

    Raises:
        ExternalServiceError: The service can't be reached, is late, fails, sends too much, or
            answers nonsense.
    """
    if base == quote:
        return Decimal(1)
    server = server_of(settings.RATES_URL)
    try:
        response = await ask(
            get_http_client(),
            "GET",
            f"{settings.RATES_URL}/latest",
            params={"base": base, "symbols": quote},
            headers=_credentials(),
        )
        # Not by httpx's `raise_for_status`, whose error shows the whole address.
        if not response.is_success:
            raise ExternalServiceError(f"{server} answered {response.status_code}.", FIX)
        return _Rates.model_validate_json(response.content).rates[quote]
    except (httpx.TimeoutException, TimeoutError) as error:
        raise ExternalServiceError(
            f"{server} gave no answer within {settings.API_TIMEOUT:g} s.", FIX
        ) from error
    except AnswerTooLargeError as error:
        raise ExternalServiceError(f"{server} sent too much: {error}.", FIX) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ExternalServiceError(f"{server} can't be reached: {reason(error)}.", FIX) from error
    except (ValidationError, KeyError) as error:
        raise ExternalServiceError(f"{server} sent no rate from {base} to {quote}.", FIX) from error


# --8<-- [end:exchange-rate]


def _credentials() -> dict[str, str]:
    key = settings.RATES_API_KEY
    return {} if key is None else {"authorization": f"Bearer {key.get_secret_value()}"}
