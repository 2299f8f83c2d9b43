from fastapi import FastAPI

app = FastAPI()


@app.post("/health")
def health():
    return {"healthy": True}
