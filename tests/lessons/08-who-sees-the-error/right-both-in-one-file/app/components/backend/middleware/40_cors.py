from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.components.backend.middleware._unhandled_errors import UnhandledErrorsMiddleware


def register_middleware(app: FastAPI) -> None:
    app.add_middleware(UnhandledErrorsMiddleware)
    app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])
