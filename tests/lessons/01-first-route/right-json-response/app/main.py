from fastapi import FastAPI
from fastapi.responses import JSONResponse

app = FastAPI()


async def health():
    return JSONResponse({"healthy": True})


app.add_api_route("/health", health)
