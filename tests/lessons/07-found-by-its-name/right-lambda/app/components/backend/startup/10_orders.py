from app.services.orders import load_orders

startup_hook = lambda: load_orders()
