"""A database for your tests: fresh for each of them, with three users and no orders."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert

from app.core.config import Settings, use_settings
from app.core.engine import dispose_engine
from app.core.tables import Base, OrderRow, UserRow

USERS = {7: "Ada", 42: "Grace", 123: "Katherine"}
Place = Callable[[int, str, str], None]


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Place]:
    """`place(7, "12.50", "2026-10-05")` places an order of user 7, at midnight of that day."""
    url = f"sqlite:///{tmp_path}/app.db"
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(UserRow), [{"id": n, "name": name} for n, name in USERS.items()])

    def place(user_id: int, amount: str, day: str) -> None:
        order = {
            "user_id": user_id,
            "amount_minor": int(Decimal(amount) * 100),
            "currency": "EUR",
            "placed_at": datetime.fromisoformat(day).replace(tzinfo=UTC),
        }
        with engine.begin() as connection:
            connection.execute(insert(OrderRow), [order])

    with use_settings(Settings(DATABASE_URL=url, _env_file=None)):
        yield place
        dispose_engine()
    engine.dispose()
