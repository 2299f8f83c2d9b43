"""The dashboard's page: it awaits the same service functions as the API's routes."""

import flet as ft

from app.components.frontend.board import Board
from app.components.frontend.explain import explain
from app.components.frontend.live import LiveRefresh
from app.components.frontend.report_form import report_form
from app.components.frontend.snapshot import read_records
from app.services.system import get_system_status

SEED_COLOR = "#0a6b55"


# --8<-- [start:main]
async def main(page: ft.Page) -> None:
    """Build the page for one visitor, and keep it current while they look."""

    async def refresh() -> None:
        try:
            status = await get_system_status()
            board.show_status(status)
            board.show_records(await read_records())
            board.show_problem("")
        except Exception as error:  # noqa: BLE001 - explain() logs what the app didn't foresee
            board.show_problem(explain(error))
        page.update()

    board = Board(report_form(refresh))
    dress(page)
    page.add(ft.SafeArea(board.control))
    LiveRefresh(refresh).follow(page)


# --8<-- [end:main]


def dress(page: ft.Page) -> None:
    """Material 3 in the guide's green, light or dark as the visitor's system is."""
    page.title = "Reports on orders"
    page.theme = page.dark_theme = ft.Theme(color_scheme_seed=SEED_COLOR)
    page.theme_mode = ft.ThemeMode.SYSTEM
    page.scroll = ft.ScrollMode.AUTO
    page.horizontal_alignment = ft.CrossAxisAlignment.CENTER
    page.padding = 24
