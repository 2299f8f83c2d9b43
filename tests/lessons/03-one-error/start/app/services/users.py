"""Users: a dict for now, a database later in the course."""

from dataclasses import dataclass

from fastapi import HTTPException


@dataclass(frozen=True)
class User:
    """Who may order."""

    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    """Find a user by id."""
    if user_id not in users:
        raise HTTPException(404, f"There is no user {user_id}.")
    return users[user_id]
