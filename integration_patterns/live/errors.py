"""Why no bundle could be made."""


class BundleError(Exception):
    """What happened, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message} fix: {fix}")
        self.message, self.fix = message, fix
