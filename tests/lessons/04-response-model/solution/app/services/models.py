"""Models: what services and routes hand out."""

from decimal import Decimal

from app.core.models import BoundaryModel


class ReportUser(BoundaryModel):
    """The data of a report's user."""

    id: int
    name: str


class Report(BoundaryModel):
    """What a user ordered."""

    user: ReportUser
    total: Decimal
