"""What holds for every test: one kind of event loop, and nothing that this machine decides."""

import signal

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


@pytest.fixture(scope="session", autouse=True)
def signals_reach_processes() -> None:
    """Let the processes that tests start end on SIGHUP and SIGINT, whatever started the tests."""
    let_signals_reach_processes()


def let_signals_reach_processes() -> None:
    """Take back what `nohup` and a shell's `&` do: a process inherits the signals it ignores."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
