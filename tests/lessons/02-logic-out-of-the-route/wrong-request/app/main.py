from fastapi import FastAPI, Request

from app.services.report_service import generate_monthly_report

app = FastAPI()


@app.get("/health")
async def health_check() -> dict[str, bool]:
    return {"healthy": True}


@app.get("/reports/{user_id}")
async def read_report(user_id: int, request: Request):
    return {"user_id": user_id, "total": str(await generate_monthly_report(request))}
