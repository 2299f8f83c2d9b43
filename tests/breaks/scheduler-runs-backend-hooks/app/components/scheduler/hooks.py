"""A scheduler that runs the backend's hooks, to save opening the HTTP client itself."""

from contextlib import AbstractAsyncContextManager

from app.components.backend.hooks.lifespan import discover_lifespan_hooks


def backend_hooks() -> AbstractAsyncContextManager[None]:
    return discover_lifespan_hooks().run()
