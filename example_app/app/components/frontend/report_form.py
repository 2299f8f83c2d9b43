"""The form that makes a report: a button that calls a service, with no HTTP in between."""

import re
from collections.abc import Awaitable, Callable

import flet as ft

from app.components.frontend.explain import explain
from app.components.frontend.parts import findable, section, stack
from app.services.report_service import generate_monthly_report

USER_ID = re.compile(r"[0-9]{1,9}")


# --8<-- [start:form]
def report_form(refresh: Callable[[], Awaitable[None]]) -> ft.Control:
    """Ask for a user id, make the report, then show it by refreshing the page."""
    user_id = ft.TextField(
        label="User id", hint_text="such as 7", keyboard_type=ft.KeyboardType.NUMBER
    )
    button = ft.FilledButton("Generate report", icon=ft.Icons.ADD_CHART, height=48)
    answer = stack([])

    async def generate() -> None:
        button.disabled = True
        button.update()
        answer.controls = [await _generate(user_id.value)]
        button.disabled = False
        await refresh()

    button.on_click = generate
    user_id.on_submit = generate
    field = ft.Semantics(content=user_id, container=True, expand=True)
    line = ft.Row([field, button], spacing=12)
    return section("Report of the last complete month", stack([line, answer]))


# --8<-- [start:call]
async def _generate(user_id: str) -> ft.Control:
    if not USER_ID.fullmatch(user_id):
        return _answer("Type the number of a user, such as 7.", failed=True)
    try:
        report = await generate_monthly_report(int(user_id))
    except Exception as error:  # noqa: BLE001 - explain() logs what the app didn't foresee
        return _answer(explain(error), failed=True)
    return _answer(f"Report {report.id} is ready: {report.total:,} {report.currency}.")


# --8<-- [end:call]
# --8<-- [end:form]


def _answer(words: str, *, failed: bool = False) -> ft.Control:
    icon = ft.Icons.ERROR if failed else ft.Icons.CHECK_CIRCLE
    color = ft.Colors.ERROR if failed else ft.Colors.PRIMARY
    line = ft.Row([ft.Icon(icon, color=color, size=20), ft.Text(words, expand=True)])
    shown = findable("answer", words, line)
    shown.live_region = True
    return shown
