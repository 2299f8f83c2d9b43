"""What holds for every test of the app."""

from tests.support.isolation import (
    anyio_backend,
    no_settings_from_this_machine,
    signals_reach_processes,
)

__all__ = ["anyio_backend", "no_settings_from_this_machine", "signals_reach_processes"]
