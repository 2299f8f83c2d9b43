from app.services.orders import load_orders


async def startup_hooks():
    await load_orders()
