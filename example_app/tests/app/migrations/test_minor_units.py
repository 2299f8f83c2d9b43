"""The migration that gives each order its currency, and each amount its currency's decimals."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from app.core.config import Settings
from app.core.engine import dispose_engine, get_engine
from tests.support.processes import EXAMPLE_APP

CONFIG = Config(EXAMPLE_APP / "alembic.ini")
OLD_REPORTS = [("EUR", 1050), ("KRW", 160_000_050), ("KWD", 1234), ("BGN", 100)]


def rows(query: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    with get_engine().connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_stored_amounts_keep_their_value(each_database: Settings) -> None:
    """Won have no decimals and dinars three; until then, each was stored as if it had two."""
    command.downgrade(CONFIG, "0002")
    try:
        orders = rows("SELECT id, amount_cents FROM orders ORDER BY id")
        with get_engine().begin() as connection:
            for code, cents in OLD_REPORTS:
                connection.execute(
                    text(
                        "INSERT INTO reports (user_id, month, currency, orders, total_cents,"
                        f" created_at) VALUES (7, '2026-10', '{code}', 1, {cents}, '2026-11-01')"
                    )
                )
    finally:
        command.upgrade(CONFIG, "head")

    assert rows("SELECT currency, total_minor FROM reports ORDER BY id") == [
        ("EUR", 1050),
        ("KRW", 1_600_001),
        ("KWD", 12_340),
        ("BGN", 100),
    ]
    assert rows("SELECT id, amount_minor FROM orders ORDER BY id") == orders
    assert rows("SELECT DISTINCT currency FROM orders") == [("EUR",)]
    dispose_engine()


def test_the_migration_can_be_taken_back(each_database: Settings) -> None:
    """Amounts are then what they were."""
    with get_engine().begin() as connection:
        connection.execute(
            text(
                "INSERT INTO reports (user_id, month, currency, orders, total_minor, created_at)"
                " VALUES (7, '2026-10', 'KRW', 1, 1600001, '2026-11-01'),"
                " (7, '2026-10', 'KWD', 1, 12340, '2026-11-01')"
            )
        )
    command.downgrade(CONFIG, "0002")
    try:
        stored = rows("SELECT currency, total_cents FROM reports ORDER BY id")
    finally:
        command.upgrade(CONFIG, "head")

    assert stored == [("KRW", 160_000_100), ("KWD", 1234)]
