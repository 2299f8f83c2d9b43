"""The application and its routes."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
async def health_check() -> dict[str, bool]:
    """Say that the application answers."""
    return {"healthy": True}
