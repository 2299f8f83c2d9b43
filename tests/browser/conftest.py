"""The built site, served and open in one headless Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from integration_patterns.site.served import serve
from tests.support.browsers import module_browser
from tests.support.guide import NOWHERE, built_guide

__all__ = ["module_browser"]

# The search index is built in the page, and a busy machine takes its time.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first of them builds the site, and the bundle with it if the cache is empty."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    with serve(folder) as address:
        shutil.copytree(built_guide(tmp_path_factory, worker_id), folder, dirs_exist_ok=True)
        for file in (*folder.rglob("*.html"), folder / "sitemap.xml"):
            file.write_text(file.read_text("utf-8").replace(NOWHERE, address), "utf-8")
        yield address
