"""The dashboard, opened."""

from collections.abc import Iterator

import pytest

from app.components.frontend import live, sharing
from app.core.config import Settings
from app.entrypoints.webserver import create_app
from tests.support.dashboard import Visitor, visiting


@pytest.fixture
def visitor(app_settings: Settings) -> Iterator[Visitor]:
    """Somebody who looks at the dashboard of the whole web application."""
    with visiting(create_app()) as someone:
        yield someone


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refresh as fast as the machine can."""
    for module in (live, sharing):
        monkeypatch.setattr(module, "DASHBOARD_REFRESH_SECONDS", 0.05)
