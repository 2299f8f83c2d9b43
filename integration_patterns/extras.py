"""The extras of the wheel: what an installation lacks, and what to install."""

from importlib.metadata import PackageNotFoundError, distribution

DISTRIBUTION = "integration-patterns"


def fix(extras: str) -> str:
    """How to install them; several are joined by commas."""
    return f'fix: pip install "{DISTRIBUTION}[{extras}]".'


def missing(extra: str) -> list[str]:
    """The distributions that an extra names, and that are not installed."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - the bare wheel lacks it

    asked = map(Requirement, distribution(DISTRIBUTION).requires or ())
    named = [
        one.name
        for one in asked
        if one.marker
        and one.marker.evaluate({"extra": extra})
        and not one.marker.evaluate({"extra": ""})
    ]
    return [name for name in named if not _is_installed(name)]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
