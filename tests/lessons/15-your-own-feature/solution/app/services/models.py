"""What services hand out; the backend promises these models and the CLI validates against them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from app.core.amounts import Amount
from app.core.models import BoundaryModel
from app.core.whole_numbers import ONLY_DIGITS

Month = Annotated[str, StringConstraints(pattern="^(20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
# What a PostgreSQL integer holds.
UserId = Annotated[int, Field(ge=1, le=2**31 - 1), ONLY_DIGITS]


# --8<-- [start:report]
class Report(BoundaryModel):
    """What a user ordered in a month, in one currency."""

    id: int
    user_id: int
    month: Month
    currency: str
    orders: int
    total: Decimal
    created_at: datetime


# --8<-- [end:report]


class TopCustomer(BoundaryModel):
    """What a user ordered for in a month, in the currency of the settings."""

    user_id: int
    name: str
    total: Decimal


class NewOrder(BoundaryModel):
    """An order as it is asked for."""

    user_id: UserId
    amount: Amount


class Order(BoundaryModel):
    """An order as it is stored."""

    id: int
    user_id: int
    amount: Decimal
    currency: str
    placed_at: datetime


class JobRun(BoundaryModel):
    """One tick of one job; without `finished_at` it is running, or was cut off.

    A tick that nobody ran was claimed by nobody: `claimed_by` is empty, `error` says why.
    """

    job_id: str
    scheduled_for: datetime
    claimed_by: str
    finished_at: datetime | None
    error: str | None

    @property
    def is_skipped(self) -> bool:
        """Whether the job wasn't run for this tick."""
        return (self.error or "").startswith("skipped:")
