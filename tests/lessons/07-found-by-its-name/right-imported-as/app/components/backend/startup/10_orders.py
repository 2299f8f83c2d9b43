from app.services.orders import load_orders as startup_hook
