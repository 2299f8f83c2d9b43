from dataclasses import dataclass

from app.core.errors import AppError


class UnknownUserError(AppError):
    status = 404
    title = "Unknown user"


@dataclass(frozen=True)
class User:
    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    user = users.get(user_id)
    if user is None:
        raise UnknownUserError(f"User {user_id} is unknown.", "ask for another one.")
    return user
