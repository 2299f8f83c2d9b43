"""Makes the table of the specimen page: one that stays the same whatever the app gets."""


def table() -> str:
    """The table."""
    return (
        "| Block | Proof |\n| --- | --- |\n| console | what it prints |\n| http | what it answers |"
    )
