"""A service that knows it is called by a web framework."""

from fastapi import HTTPException


async def find_user(user_id: int) -> None:
    raise HTTPException(404, f"There is no user {user_id}.")
