"""What the page lacks: the errors that say so, and the reasons in the reports of tests."""

import errno
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
NEEDED = {
    "flet": "it needs Flet",
    "flet_web": "it needs Flet",
    "psycopg": "it needs PostgreSQL",
    "_multiprocessing": "it starts a process",
}
"""Why a test can't run in the page, by the module that it could not import."""


class NoSocketsError(OSError):
    """The app asked for a socket."""

    def __init__(self) -> None:
        super().__init__(NO_SOCKETS)


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

    The kinds of the error and of its causes count; a text proves nothing.
    """
    return next(filter(None, map(_reason, _all(error))), None)


def _reason(error: BaseException) -> str | None:
    match error:
        case NoSocketsError():
            return "it needs a socket"
        case ImportError(name=str(name)):
            return NEEDED.get(name)
        case OSError(errno=errno.ENOTSUP):
            return "it starts a process"
        # Of an archive, whose files are no files to OpenSSL; its path is the error's only argument.
        case FileNotFoundError(args=(file,)) if str(file).endswith("certifi/cacert.pem"):
            return "it needs certificates"
    # One thread waits for a lock, and the one that would give it up is the same.
    busy = getattr(error, "sqlite_errorname", None) == "SQLITE_BUSY"
    return "it needs a second thread" if busy else None


def _all(error: BaseException) -> Iterator[BaseException]:
    for one in chain(error):
        yield one
        if isinstance(one, BaseExceptionGroup):
            for part in one.exceptions:
                yield from _all(part)
