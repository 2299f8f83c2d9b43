"""Asks a partner for a lease, and the partner is not there."""


async def startup_hook() -> None:
    raise ConnectionRefusedError("the partner gives no lease")
