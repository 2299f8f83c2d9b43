"""Where things are in the page, and the environment its processes get."""

from pathlib import Path

ROOT = Path("/srv")
APP_DIR = ROOT / "example_app"
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
    """A file as the page names it: below the app's folder, or `tests/…`; None for any other."""
    for folder in (APP_DIR, ROOT):
        if path.startswith(f"{folder}/"):
            return path.removeprefix(f"{folder}/")
    return None
