"""The built site, served and open in one headless Chromium."""

import fcntl
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from integration_patterns.site.served import build, serve
from tests.support.browsers import module_browser

__all__ = ["module_browser"]

# The search index is built in the page, and a busy machine takes its time.
expect.set_options(timeout=30_000)
NOWHERE = "http://nowhere.invalid/"
"""Stands in the pages for the address at which a worker serves them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first of them builds the site, and the bundle with it if the cache is empty."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """Built once for all workers: the first of them builds, the others wait and take a copy."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    built = shared / "guide"
    with (shared / "guide.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            build(shared / "draft", NOWHERE)
            (shared / "draft").rename(built)
    folder = tmp_path_factory.mktemp("site")
    with serve(folder) as address:
        shutil.copytree(built, folder, dirs_exist_ok=True)
        for file in (*folder.rglob("*.html"), folder / "sitemap.xml"):
            file.write_text(file.read_text("utf-8").replace(NOWHERE, address), "utf-8")
        yield address
