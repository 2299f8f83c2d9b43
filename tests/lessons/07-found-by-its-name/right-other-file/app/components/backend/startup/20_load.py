from app.services import orders


async def startup_hook():
    await orders.load_orders()
