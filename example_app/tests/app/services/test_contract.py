"""What every service promises to its caller: a route, a job, a page, a shell."""

import asyncio
import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Iterator
from decimal import Decimal

import app.services
from app.core.config import Settings
from app.services.models import NewOrder
from app.services.orders import list_orders, place_order


def public_functions() -> Iterator[tuple[str, inspect.Signature]]:
    """Every function that a service module defines for others, with its signature."""
    for found in pkgutil.walk_packages(app.services.__path__, "app.services."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if inspect.isfunction(value) and value.__module__ == found.name and name[0] != "_":
                yield f"{found.name}.{name}", inspect.signature(value)


# --8<-- [start:no-session]
def test_no_service_asks_its_caller_for_a_session_or_a_framework() -> None:
    """A caller that has neither, such as a job, could only pass the wrong thing."""
    foreign = ("sqlalchemy", "fastapi", "starlette", "apscheduler", "typer", "flet")
    functions = dict(public_functions())

    assert len(functions) >= 15
    for name, signature in functions.items():
        for parameter in signature.parameters.values():
            for asked in (parameter.annotation, type(parameter.default)):
                assert getattr(asked, "__module__", "").split(".")[0] not in foreign, name


# --8<-- [end:no-session]


# --8<-- [start:loop]
async def test_a_service_that_waits_does_not_stop_the_loop(app_settings: Settings) -> None:
    """Somebody holds the database; meanwhile the process answers everybody else."""
    holder = sqlite3.connect(app_settings.DATABASE_URL.removeprefix("sqlite:///"))
    holder.execute("BEGIN IMMEDIATE")
    order = asyncio.create_task(place_order(NewOrder(user_id=42, amount=Decimal(3))))

    await asyncio.sleep(0.1)

    assert not order.done()
    holder.close()
    assert (await order).user_id == 42


# --8<-- [end:loop]


# --8<-- [start:two-loops]
def test_a_service_works_in_any_loop(app_settings: Settings) -> None:
    """Nothing that a service shares between calls belongs to one event loop."""
    first, second = (asyncio.run(list_orders(42, limit=1)) for _ in range(2))

    assert first == second


# --8<-- [end:two-loops]
