"""Parameters that several routes take."""

from typing import Annotated

from fastapi import Query

from app.core.whole_numbers import WholeNumber

Limit = Annotated[WholeNumber, Query(ge=1, le=100)]
