from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

app = FastAPI()
router = APIRouter()


class Health(BaseModel):
    healthy: bool


@router.get("/health", response_model=Health)
async def health():
    return Health(healthy=True)


app.include_router(router)
