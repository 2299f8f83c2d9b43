"""Returns the lease, if the startup file of the same name had taken it."""

from app.core.lease import return_lease


def shutdown_hook() -> None:
    """Called by discovery when the server stops."""
    return_lease()
