"""What holds for every test: one kind of event loop, and no settings from this machine."""

import pytest

from app.core.config import Settings


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The loop that the application runs on."""
    return "asyncio"


@pytest.fixture(autouse=True)
def no_settings_from_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no variable of the shell decide a test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)
