"""Files that the examples of several rules share."""

ORDER = {
    "app/services/models.py": (
        "from pydantic import BaseModel, ConfigDict\n\n\n"
        "class Order(BaseModel):\n"
        "    model_config = ConfigDict(frozen=True)\n\n"
        "    id: int\n"
        "    total: int\n"
    )
}
ORDERS = ORDER | {
    "app/services/orders.py": (
        "from app.services.models import Order\n\n\n"
        "async def list_orders() -> list[Order]:\n    return [Order(id=7, total=20)]\n"
    )
}
NOT_FOUND = {"app/core/errors.py": "class NotFoundError(Exception): ...\n"}
SETTINGS = {
    "app/core/config.py": (
        "from pydantic_settings import BaseSettings\n\n\n"
        "class Settings(BaseSettings):\n    RATES_TIMEOUT: float = 5\n\n\n"
        "settings = Settings()\n"
    )
}
ROUTING = {
    "app/components/backend/api/routing.py": (
        "from fastapi import FastAPI\n\n"
        "from app.components.backend.api import orders\n\n\n"
        "def include_routers(app: FastAPI) -> None:\n"
        "    app.include_router(orders.router)\n"
    )
}
BACKEND = {
    "app/components/backend/main.py": (
        "from fastapi import FastAPI\n\n\ndef create_app() -> FastAPI:\n    return FastAPI()\n"
    )
}
REPORT = {"app/services/reports.py": "def report() -> None: ...\n"}
MAIN = "app/components/scheduler/main.py"


def scheduler(jobs: str, timezone: str = 'timezone="UTC", ') -> dict[str, str]:
    """The file of a scheduler whose policy is decided, with jobs that call `report`."""
    return REPORT | {
        MAIN: (
            "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n\n"
            "from app.services.reports import report\n\n"
            f"scheduler = AsyncIOScheduler({timezone}"
            'job_defaults={"misfire_grace_time": 300})\n'
            f"{jobs}"
        )
    }
