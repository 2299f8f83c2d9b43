"""Which worker runs which tests, and no skips where CI says so."""

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# `tests` is two folders, the guide's and the app's: imported here, before pytest takes it for one.
from tests.support.isolation import let_signals_reach_processes

WITH_A_BROWSER = ("tests/browser/", "tests/live/")


class FileWithItsBrowser(LoadScopeScheduling):
    """A file that opens a browser goes to one worker, which opens one; any other test, anywhere."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(WITH_A_BROWSER) else nodeid


def pytest_sessionstart() -> None:
    """Blocks of pages start processes, too."""
    let_signals_reach_processes()


# xdist's own groups are a suffix that it adds to a test's id, which pytest 9.2 doesn't read.
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share the tests out."""
    return FileWithItsBrowser(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Turn a skip into a failure where `NO_SKIPS` is set: CI proves everything or is red."""
    report = yield
    if report.skipped and os.environ.get("NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and NO_SKIPS is set: {report.longrepr}"
    return report
