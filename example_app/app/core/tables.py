"""Database tables; only services read or write them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out, on SQLite too (which stores no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Maps `datetime` to UTC and names constraints the same on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, list[dict[str, Any]]: JSON}  # noqa: RUF012 - SQLAlchemy's API


class UserRow(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(100))


class OrderRow(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    # In the smallest unit of the currency, such as cents.
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    placed_at: Mapped[datetime] = mapped_column(index=True)


class ReportRow(Base):
    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("user_id", "month", "currency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    month: Mapped[str] = mapped_column(String(7))
    currency: Mapped[str] = mapped_column(String(3))
    orders: Mapped[int]
    # An ordinary total in won or rupiah is beyond 32 bits.
    total_minor: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class JobRunRow(Base):
    """One tick of one job; the primary key is the claim."""

    __tablename__ = "job_runs"

    job_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    scheduled_for: Mapped[datetime] = mapped_column(primary_key=True)
    claimed_by: Mapped[str] = mapped_column(String(255))
    claimed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]


class HeartbeatRow(Base):
    """When a scheduler process last showed that its jobs still run, and which it has."""

    __tablename__ = "scheduler_heartbeats"

    instance: Mapped[str] = mapped_column(String(255), primary_key=True)
    beat_at: Mapped[datetime]
    jobs: Mapped[list[dict[str, Any]]]


class CodeRevisionRow(Base):
    """Whether the code of a revision still works with this schema; migrations write it."""

    __tablename__ = "code_revisions"

    revision: Mapped[str] = mapped_column(String(32), primary_key=True)
    works: Mapped[bool]
