from app.services.orders import orders


async def generate_monthly_report(user_id: int):
    amounts = [order.amount for order in orders if order.user_id == user_id]
    return {"user_id": user_id, "total": str(sum(amounts))}
