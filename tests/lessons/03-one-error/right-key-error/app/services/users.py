from dataclasses import dataclass

from app.core.errors import NotFoundError


@dataclass(frozen=True)
class User:
    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    try:
        return users[user_id]
    except KeyError:
        raise NotFoundError(f"No user has the id {user_id}.") from None
