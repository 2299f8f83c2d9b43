"""Calendar months as `YYYY-MM`, the form in which people and APIs name them."""

from datetime import UTC, datetime, timedelta

from app.services.models import Month


def month_before(moment: datetime) -> Month:
    """The last complete month at `moment`.

    ```py
    from datetime import UTC, datetime

    from app.services.months import month_before

    print(month_before(datetime(2026, 1, 1, tzinfo=UTC)))
    #> 2025-12
    ```
    """
    return f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}"


def month_bounds(month: Month) -> tuple[datetime, datetime]:
    """The first instant of `month` and of the one after it, in UTC.

    ```py
    from app.services.months import month_bounds

    first, after = month_bounds("2028-02")
    print(after - first)
    #> 29 days, 0:00:00
    ```
    """
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    return first, (first + timedelta(days=31)).replace(day=1)
