from dataclasses import dataclass

from app.core.errors import NotFoundError


@dataclass(frozen=True)
class User:
    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    if user_id not in users:
        return NotFoundError(f"There is no user {user_id}.")
    return users[user_id]
