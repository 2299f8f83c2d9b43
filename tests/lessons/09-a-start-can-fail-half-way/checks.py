"""Starts and stops the app, with a partner that answers and with one that doesn't."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from integration_patterns.learn.asking import describe, expect, load, result_of

FOLDERS = "app/components/backend/startup/ and shutdown/"


def life(*, partner: bool, fails_at: int | None = None) -> tuple[str, list[str], list[str]]:
    """Start and stop the hooks once: why the start failed, the lease's history, what is open.

    Args:
        partner: Whether the partner answers.
        fails_at: In which place a hook of the check's own comes, which fails.
    """
    lease, reached = load("app.core.lease"), load("app.services.partner")
    lease.history.clear()
    reached.connections.clear()
    reached.is_reachable = partner
    hooks = load("app.components.backend.hooks.lifespan", "discover_lifespan_hooks")()
    if fails_at is not None:
        hooks.startup.insert(fails_at, type(hooks.startup[0])("check.py", _fail))
    running: list[str] = []

    async def lived() -> None:
        async with hooks.run():
            running.extend(lease.history)
            running.extend(reached.connections)

    try:
        result_of(lived)
    except Exception as error:  # noqa: BLE001 - a start may fail in any way
        return describe(error), list(lease.history), list(reached.connections)
    return "", [*running, *lease.history], list(reached.connections)


def _fail() -> Any:
    raise OSError("a hook of the check's own")


def test_a_failed_start_returns_the_lease() -> None:
    """When the partner doesn't answer, the start fails and the lease is returned."""
    failure, history, _ = life(partner=False)
    expect(
        "partner" in failure,
        "The partner doesn't answer, and the app started all the same"
        if not failure
        else f"The start failed otherwise than it should: {failure}",
        expected="startup/30_partner.py stops the start: without the partner, the app is no use",
        look="app/components/backend/startup/30_partner.py",
    )
    expect(
        history == ["taken", "returned"],
        "The start failed at startup/30_partner.py, as it should. But the lease is still held: "
        "the next start finds it taken."
        if history == ["taken"]
        else f"The start failed, and this happened to the lease: {', '.join(history)}.",
        expected="a file in shutdown/ with the name of the startup file that took the lease. "
        "It runs if that hook had run, also when a later one fails",
        look=FOLDERS,
    )


def test_any_later_failure_returns_the_lease() -> None:
    """A failure of any later hook returns the lease, and the connection if there is one."""
    for number, before in ((2, "20_lease.py"), (3, "30_partner.py")):
        _, history, connections = life(partner=True, fails_at=number)
        expect(
            history == ["taken", "returned"] and not connections,
            f"A hook that comes after {before} failed, and this happened to the lease: "
            f"{', '.join(history)}. Connections left open: {len(connections)}.",
            expected="each shutdown file undoes what the startup file of its name did, whichever "
            "hook failed",
            look=FOLDERS,
        )


def test_nothing_is_undone_that_was_not_done() -> None:
    """When the first hook fails, the lease is neither taken nor returned."""
    orders = load("app.services.orders")
    hooks = load("app.components.backend.hooks.lifespan", "discover_lifespan_hooks")()
    lease = load("app.core.lease")
    lease.history.clear()
    lease.history.append("returned")
    tried: list[str] = []
    make = type(hooks.startup[0])
    hooks.startup[0] = make(hooks.startup[0].file, _fail)
    hooks.shutdown = [make(hook.file, _noting(tried, hook)) for hook in hooks.shutdown]

    async def lived() -> None:
        async with hooks.run():
            pass

    with pytest.raises(Exception, match="a hook of the check's own"):
        result_of(lived)
    orders.orders.clear()
    expect(
        not tried,
        f"The first hook failed, so no lease was taken, and shutdown/{', '.join(tried)} ran: it "
        "has no startup file of the same name, so it always runs.",
        expected="the name of the startup file that takes the lease",
        look=FOLDERS,
    )


def _noting(tried: list[str], hook: Any) -> Any:
    return lambda: tried.append(hook.file)


def test_a_healthy_life_takes_and_returns_once() -> None:
    """When all goes well, the lease is held while the app runs, and returned once."""
    with capture_logs() as logs:
        failure, history, connections = life(partner=True)
    failed = [log["file"] for log in logs if log["event"] == "shutdown_hook_failed"]
    expect(
        not failed,
        f"shutdown/{', '.join(failed)} failed: it undid what another file had undone already.",
        expected="the lease is returned in one file only",
        look=FOLDERS,
    )
    expect(not failure, f"The start failed: {failure}", look=FOLDERS)
    expect(
        history == ["taken", "open", "taken", "returned"] and not connections,
        f"While the app ran, this was so: {', '.join(history[:2])}; after it stopped, the lease's "
        f"history was {', '.join(history[2:])}.",
        expected="the lease held and the connection open while the app runs, and both given back",
        look=FOLDERS,
    )
