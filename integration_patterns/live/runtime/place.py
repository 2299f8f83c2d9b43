"""Where things are in the page, and the environment its processes get."""

from pathlib import Path

APP_DIR = Path("/srv/example_app")
# As the recorded outputs were made: [tool.integration-patterns.proof.env] in pyproject.toml.
ENVIRONMENT = {
    "COLUMNS": "100",
    "HOME": "/root",
    "INSTANCE_ID": "localhost",
    "LANG": "C.UTF-8",
    "NO_COLOR": "1",
    "PATH": "/usr/bin",
    "PYTHONHASHSEED": "0",
    "TERM": "dumb",
    "TZ": "UTC",
}
OWN_PACKAGES = ("app", "tests", "conftest")


def shown(path: str) -> str | None:
    """A file as the page names it, below the app's folder; None for any other."""
    below = path.removeprefix(f"{APP_DIR}/")
    return None if below == path else below
