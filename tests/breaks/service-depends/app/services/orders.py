"""Orders, for callers that have FastAPI to fill in what is missing."""

from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.engine import get_engine
from app.core.tables import OrderRow
from app.services.models import NewOrder, Order


def open_session() -> Session:
    return Session(get_engine())


async def list_orders(
    user_id: int, limit: int = 20, session: Session = Depends(open_session)
) -> list[OrderRow]:
    return list(session.scalars(select(OrderRow).filter_by(user_id=user_id).limit(limit)))


async def place_order(new: NewOrder) -> Order: ...
