"""The dashboard's page, for one visitor."""

from collections.abc import Awaitable

import flet as ft

from app.components.frontend.board import Board
from app.components.frontend.explain import explain
from app.components.frontend.live import LiveRefresh
from app.components.frontend.report_form import report_form
from app.components.frontend.sharing import SharedSnapshot
from app.components.frontend.snapshot import Snapshot

SEED_COLOR = "#0a6b55"


# --8<-- [start:main]
async def main(page: ft.Page, snapshots: SharedSnapshot) -> None:
    """Build the page for one visitor, and keep it current while they look."""

    async def show(snapshot: Awaitable[Snapshot]) -> None:
        try:
            board.show(await snapshot)
        except Exception as error:  # noqa: BLE001 - explain() logs what the app didn't foresee
            board.show_problem(explain(error))
        page.update()

    board = Board(report_form(lambda: show(snapshots.anew())))
    dress(page)
    page.add(ft.SafeArea(board.control))
    LiveRefresh(lambda: show(snapshots.latest())).follow(page)


# --8<-- [end:main]


def dress(page: ft.Page) -> None:
    """Material 3 in the guide's green, light or dark as the visitor's system is."""
    page.title = "Reports on orders"
    page.theme = page.dark_theme = ft.Theme(color_scheme_seed=SEED_COLOR)
    page.theme_mode = ft.ThemeMode.SYSTEM
    page.scroll = ft.ScrollMode.AUTO
    page.horizontal_alignment = ft.CrossAxisAlignment.CENTER
    page.padding = 24
