import asyncio

from app.services.orders import load_orders

startup_hook = asyncio.run(load_orders())
