"""The middleware of the backend, as the dashboard meets it."""

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse

from app.core.config import Settings, use_settings
from app.core.constants import DASHBOARD_PATH
from app.entrypoints.webserver import create_app
from tests.support.dashboard import SOCKET

PREFIX = "/shop"


async def test_head_answers_as_get_without_the_body(client: httpx.AsyncClient) -> None:
    """Monitors ask like that."""
    head = await client.head(f"{DASHBOARD_PATH}/")

    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("sent", ["", PREFIX], ids=["stripped", "kept"])
def test_below_a_path_of_a_proxy_it_finds_its_files(app_settings: Settings, sent: str) -> None:
    """Its page names the path, whether the proxy cuts it off or not."""
    with (
        use_settings(app_settings.model_copy(update={"ROOT_PATH": PREFIX})),
        TestClient(create_app(), base_url="http://localhost") as visitor,
    ):
        page = visitor.get(f"{sent}{DASHBOARD_PATH}/")
        script = visitor.get(f"{sent}{DASHBOARD_PATH}/main.dart.js")

    assert f'<base href="{PREFIX}{DASHBOARD_PATH}/">' in page.text
    assert script.status_code == 200


@pytest.mark.usefixtures("app_settings")
def test_a_socket_under_a_foreign_name_is_refused() -> None:
    """Its page would be of the same origin as the socket, so only the name tells."""
    with (
        TestClient(create_app()) as client,
        pytest.raises(WebSocketDenialResponse) as refused,
    ):
        client.websocket_connect(f"ws://evil.example{SOCKET}").__enter__()

    assert refused.value.status_code == 400
