from fastapi import FastAPI

from app.services.report_service import generate_monthly_report

app = FastAPI()


@app.get("/health")
async def health_check() -> dict[str, bool]:
    return {"healthy": True}


@app.get("/reports/{user_id}")
def read_report(user_id: int):
    return {"user_id": user_id, "total": str(generate_monthly_report(user_id))}
