"""Daily reports, made by calling a route, because the work was written there."""

from app.components.backend.api.reports import create_report


async def generate_daily_report() -> None:
    for user_id in (7, 42, 123):
        await create_report(user_id)
