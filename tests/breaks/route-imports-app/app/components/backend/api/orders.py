"""Routes that ask for the application itself."""

from app.components.backend.main import create_backend_app

app = create_backend_app()


@app.get("/orders")
async def read_orders(user_id: int) -> list[str]:
    return []
