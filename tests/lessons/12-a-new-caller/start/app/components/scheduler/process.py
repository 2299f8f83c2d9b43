"""The life of the scheduler process: its own start and stop, apart from the backend's hooks."""

import asyncio
import signal

from app.components.scheduler.main import create_scheduler
from app.services.orders import load_orders


async def run() -> None:
    """Run jobs until SIGTERM, the signal with which a server asks a process to stop."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await load_orders()
    scheduler = create_scheduler()
    scheduler.start()
    try:
        await stop.wait()
    finally:
        scheduler.shutdown(wait=False)
