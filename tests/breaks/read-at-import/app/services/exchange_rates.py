"""A service that reads its own setting, at import."""

import os
from decimal import Decimal

# --8<-- [start:timeout]
TIMEOUT = float(os.environ["API_TIMEOUT"])
# --8<-- [end:timeout]


async def exchange_rate(base: str, quote: str) -> Decimal:
    return Decimal(1)
