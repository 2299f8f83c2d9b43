from contextlib import suppress

from app.core.errors import AppError
from app.services.partner import connect


async def startup_hook():
    with suppress(AppError):
        await connect()
