from dataclasses import dataclass




@dataclass(frozen=True)
class User:
    id: int
    name: str


users = {7: User(7, "Ada"), 42: User(42, "Grace"), 123: User(123, "Katherine")}


def find_user(user_id: int) -> User:
    return users[user_id]
