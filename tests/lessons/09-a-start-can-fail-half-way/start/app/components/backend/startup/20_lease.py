"""Takes the lease on the orders."""

from app.core.lease import take_lease


def startup_hook() -> None:
    """Called by discovery when the server starts."""
    take_lease()
