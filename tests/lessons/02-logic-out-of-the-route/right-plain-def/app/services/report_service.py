from decimal import Decimal

import app.services.orders


def generate_monthly_report(user_id):
    total = Decimal(0)
    for order in app.services.orders.orders:
        if order.user_id == user_id:
            total += order.amount
    return total
