"""The lease: the right to work on the orders, which one process at a time may hold."""

from app.core.errors import AppError

history: list[str] = []


def is_held() -> bool:
    """Whether the lease is held now."""
    return history[-1:] == ["taken"]


def take_lease() -> None:
    """Take the lease.

    Raises:
        AppError: Somebody holds it.
    """
    if is_held():
        raise AppError("The lease is held already.", "wait until it is returned.")
    history.append("taken")


def return_lease() -> None:
    """Return the lease.

    Raises:
        AppError: Nobody holds it.
    """
    if not is_held():
        raise AppError("The lease isn't held.", "return it only after it was taken.")
    history.append("returned")
