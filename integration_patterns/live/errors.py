"""The error that ends the making of a bundle."""


class BundleError(Exception):
    """What happened, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message} fix: {fix}")
        self.message, self.fix = message, fix
