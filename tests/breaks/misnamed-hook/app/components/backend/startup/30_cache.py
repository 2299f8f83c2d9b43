"""A startup hook whose function has another name."""


def on_startup() -> None:
    """Fill a cache."""
