"""One shape for everything that is wrong in a page: where, what, fix."""


class PageError(Exception):
    """A page breaks the rules of the guide, and this says how to fix it."""

    def __init__(self, where: str, what: str, fix: str) -> None:
        self.where = where
        self.what = what
        self.fix = fix
        super().__init__(f"{where}: {what}. fix: {fix}.")
