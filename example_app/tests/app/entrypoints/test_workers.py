"""Several workers of one webserver."""

import pytest

from tests.support.processes import free_port, running

pytestmark = pytest.mark.slow

WORKERS = 2
SERVE = f"uvicorn --factory app.entrypoints.webserver:create_app --workers {WORKERS}"


# --8<-- [start:workers]
def test_every_worker_runs_every_hook(environment: dict[str, str]) -> None:
    """A hook runs once for each process, not once for each deployment."""
    with running("-m", *SERVE.split(), f"--port={free_port()}", env=environment) as server:
        server.wait_for("Application startup complete", times=WORKERS)
        server.stop()

    for event in ("startup_hook_ran", "shutdown_hook_ran"):
        assert server.output.count(event) == 2 * WORKERS


# --8<-- [end:workers]
