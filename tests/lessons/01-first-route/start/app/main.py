"""The application: it has no routes yet."""

from fastapi import FastAPI

app = FastAPI()
