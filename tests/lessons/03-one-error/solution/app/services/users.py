"""Users: a dict for now, a database later in the course."""

from dataclasses import dataclass

from app.core.errors import NotFoundError


@dataclass(frozen=True)
class User:
    """Who may order."""

    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    """Find a user by id.

    Raises:
        NotFoundError: There is no such user.
    """
    if user_id not in users:
        raise NotFoundError(f"There is no user {user_id}.", "use an existing id.")
    return users[user_id]
