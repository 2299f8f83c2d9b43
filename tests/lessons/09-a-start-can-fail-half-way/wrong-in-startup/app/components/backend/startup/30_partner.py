from app.core.lease import return_lease
from app.services.partner import connect


async def startup_hook():
    try:
        await connect()
    except Exception:
        return_lease()
        raise
