"""Parameters that several routes take."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.core.whole_numbers import ONLY_DIGITS

Limit = Annotated[Annotated[int, Field(ge=1, le=100), ONLY_DIGITS], Query()]
