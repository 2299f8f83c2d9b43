"""What the page lacks, and why: errors and reports of tests use the same words."""

from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec

from integration_patterns.live.runtime.protocol.failures import chain

NO_SOCKETS = "the page has no sockets; it hands requests to the app itself"
NO_PROCESSES = "the page has no processes of its own"
NO_FLET = "the page has no Flet; it shows a picture of the dashboard"
NO_POSTGRESQL = "the page has no PostgreSQL; its database is SQLite"
MODULES = {
    "flet": NO_FLET,
    "flet_web": NO_FLET,
    "psycopg": NO_POSTGRESQL,
    "_multiprocessing": NO_PROCESSES,
}
REASONS = {
    NO_SOCKETS: "it needs a socket",
    NO_PROCESSES: "it starts a process",
    "emscripten does not support processes": "it starts a process",
    "certifi/cacert.pem": "it needs certificates",
    NO_FLET: "it needs Flet",
    NO_POSTGRESQL: "it needs PostgreSQL",
    # One thread waits for a lock, and the one that would give it up is the same.
    "database is locked": "it needs a second thread",
    "set TEST_POSTGRES_URL": "it needs PostgreSQL",
}
"""Why a test can't run in the page, by what its error says."""


class Absent:
    """The finder that Python asks first for a module."""

    @classmethod
    def find_spec(
        cls, name: str, _path: Sequence[str] | None = None, _target: object = None
    ) -> ModuleSpec | None:
        """Refuse a module that the page lacks; leave all others to the next finder."""
        if reason := MODULES.get(name):
            raise ModuleNotFoundError(f"No module named {name!r}: {reason}", name=name)
        return None


def reason(error: BaseException) -> str | None:
    """Why a test that ended so can't run in the page; None when it could.

    Only what the error and its causes say counts, not the source around them.
    """
    said = "\n".join(_said(error))
    return next((why for sign, why in REASONS.items() if sign in said), None)


def _said(error: BaseException) -> Iterator[str]:
    for one in chain(error):
        yield str(one)
        if isinstance(one, BaseExceptionGroup):
            for part in one.exceptions:
                yield from _said(part)
