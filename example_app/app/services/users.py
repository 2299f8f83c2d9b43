"""Users: what each service says of one that doesn't exist."""

from app.core.errors import NotFoundError


def unknown_user(user_id: int) -> NotFoundError:
    """The error to raise."""
    return NotFoundError(
        f"There is no user {user_id}.",
        "use an existing id; `python -m app.entrypoints.seed` makes sample users.",
    )
