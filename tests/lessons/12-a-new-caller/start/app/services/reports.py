"""Daily reports: what was ordered, in one line."""

import structlog

from app.services.orders import orders

log = structlog.get_logger(__name__)

daily_reports: list[str] = []


async def generate_daily_report() -> None:
    """Report on all orders."""
    line = f"{len(orders)} orders, {sum(order.amount for order in orders)} in total"
    daily_reports.append(line)
    log.info("daily_report_made", report=line)
