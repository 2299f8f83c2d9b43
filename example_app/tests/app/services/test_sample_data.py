"""Sample data."""

from app.core.config import Settings
from app.services.orders import list_orders
from app.services.sample_data import seed_orders
from tests.support.databases import SEEDED_UNTIL


async def test_seeding_again_adds_only_what_is_missing(each_database: Settings) -> None:
    """The fixture seeded 200 orders; asking for 200 adds none, asking for 1200 adds 1000."""
    steps: list[tuple[int, int]] = []

    def progress(done: int, missing: int) -> None:
        steps.append((done, missing))

    assert await seed_orders(200, SEEDED_UNTIL, progress) == 0
    assert await seed_orders(1200, SEEDED_UNTIL, progress) == 1000

    assert steps == [(500, 1000), (1000, 1000)]


async def test_sample_orders_lie_before_the_given_moment(each_database: Settings) -> None:
    """So that a report of that month doesn't change while you read it."""
    newest, *_ = await list_orders(123, limit=1)

    assert newest.placed_at < SEEDED_UNTIL
