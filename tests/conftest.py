"""What holds for every test of the guide."""

from tests.support.isolation import anyio_backend, no_settings_from_this_machine

__all__ = ["anyio_backend", "no_settings_from_this_machine"]
