from app.services.orders import STORED, Order, orders

orders[:] = [Order(user_id=user, amount=amount) for user, amount in STORED]


def startup_hook():
    pass
