"""Amounts in the smallest unit of their currency, which each order names."""

import sqlalchemy as sa
from alembic import op

from app.core.config import settings
from app.core.currencies import DIGITS

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
# Older code reads columns that are renamed here.
compatible_from = "0003"

ORDERS = sa.table("orders", sa.column("amount_minor"), sa.column("currency"))
REPORTS = sa.table("reports", sa.column("total_minor"), sa.column("currency"))


def upgrade() -> None:
    op.execute("ALTER TABLE orders RENAME COLUMN amount_cents TO amount_minor")
    op.execute("ALTER TABLE reports RENAME COLUMN total_cents TO total_minor")
    # Orders didn't say their currency; it was the one that was set.
    op.add_column("orders", sa.Column("currency", sa.String(3)))
    op.execute(ORDERS.update().values(currency=settings.CURRENCY))
    with op.batch_alter_table("orders") as orders:
        orders.alter_column("currency", existing_type=sa.String(3), nullable=False)
    for digits in (0, 3, 4):
        _scale(10**digits, 100, digits)


def downgrade() -> None:
    for digits in (0, 3, 4):
        _scale(100, 10**digits, digits)
    op.drop_column("orders", "currency")
    op.execute("ALTER TABLE orders RENAME COLUMN amount_minor TO amount_cents")
    op.execute("ALTER TABLE reports RENAME COLUMN total_minor TO total_cents")


def _scale(times: int, over: int, digits: int) -> None:
    codes = [code for code in DIGITS if DIGITS[code] == digits]
    for table, amount in ((ORDERS, "amount_minor"), (REPORTS, "total_minor")):
        scaled = (table.c[amount] * times + over // 2) // over
        op.execute(table.update().where(table.c.currency.in_(codes)).values({amount: scaled}))
