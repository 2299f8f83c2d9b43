"""A service that calls a route, because the work was written there."""

from app.components.backend.api.reports import create_report


async def summarize(user_id: int) -> str:
    report = await create_report(user_id)
    return f"{report.orders} orders, {report.total} {report.currency}"
