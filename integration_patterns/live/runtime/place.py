"""Where the app's files are in the page."""

from pathlib import Path

APP_DIR = Path("/srv/example_app")
OWN_PACKAGES = ("app", "tests", "conftest")


def shown(path: str) -> str | None:
    """A file as the page names it, below the app's folder; None for any other."""
    below = path.removeprefix(f"{APP_DIR}/")
    return None if below == path else below
