"""What a shopper has in hand."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel


class Item(BaseModel):
    """A thing to buy."""

    price: Decimal
    note: str | None = None


class Basket(BaseModel):
    """All that is to be paid."""

    owner: str
    items: tuple[Item, ...]
    filled_at: datetime
