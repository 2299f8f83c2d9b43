"""Calendar months as `YYYY-MM`, the form in which people and APIs name them."""

from datetime import UTC, datetime, timedelta

from app.services.models import Month


def month_before(moment: datetime) -> Month:
    """The last complete month at `moment`."""
    return f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}"


def month_bounds(month: Month) -> tuple[datetime, datetime]:
    """The first instant of `month` and of the one after it, in UTC."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    return first, (first + timedelta(days=31)).replace(day=1)
