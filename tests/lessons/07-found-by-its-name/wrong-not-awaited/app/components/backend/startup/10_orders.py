from app.services.orders import load_orders


def startup_hook():
    load_orders()
