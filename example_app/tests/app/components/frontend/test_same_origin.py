"""The dashboard talks to its own origin only, and only its own origin to it."""

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app.core.config import Settings, use_settings
from app.core.constants import DASHBOARD_PATH
from app.entrypoints.webserver import create_app
from tests.support.dashboard import HELLO, SOCKET_URL


@pytest.mark.parametrize("file", ["", "python-worker.js"])
async def test_each_file_carries_the_policy(client: httpx.AsyncClient, file: str) -> None:
    """Workers obey the policy of their own file, so it isn't only the page's."""
    answer = await client.get(f"{DASHBOARD_PATH}/{file}")

    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'self'; ")
    assert "http" not in answer.headers["content-security-policy"]


async def test_other_pages_may_not_read_its_files(client: httpx.AsyncClient) -> None:
    """Flet would allow any origin to read them."""
    answer = await client.get(f"{DASHBOARD_PATH}/", headers={"origin": "https://evil.example"})

    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


# --8<-- [start:foreign]
@pytest.mark.usefixtures("app_settings")
def test_a_foreign_page_cannot_open_the_socket() -> None:
    """Any page on the web may try in the visitor's browser, and would see and press everything."""
    headers = {"origin": "https://evil.example"}
    with (
        TestClient(create_app()) as client,
        pytest.raises(WebSocketDisconnect) as refused,
    ):
        client.websocket_connect(SOCKET_URL, headers=headers).__enter__()

    assert refused.value.code == 1008


# --8<-- [end:foreign]


@pytest.mark.parametrize("origin", ["http://localhost", "https://trusted.example"])
def test_its_own_page_and_a_trusted_one_can(app_settings: Settings, origin: str) -> None:
    """`CORS_ORIGINS` names the pages that may use the API, and so the dashboard."""
    trusting = app_settings.model_copy(update={"CORS_ORIGINS": ["https://trusted.example"]})
    with (
        use_settings(trusting),
        TestClient(create_app()) as client,
        client.websocket_connect(SOCKET_URL, headers={"origin": origin}) as socket,
    ):
        socket.send_bytes(HELLO)
        assert b"session_id" in socket.receive_bytes()
