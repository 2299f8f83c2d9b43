"""The state of the system: one card for each part, and one word for the whole."""

import flet as ft

from app.components.frontend.parts import card, findable, quiet, stack
from app.services.system.models import ComponentStatus, SystemStatus


# --8<-- [start:component]
def component_card(part: ComponentStatus) -> ft.Control:
    """One part: the icon and the word say what the colour says."""
    word = "Healthy" if part.healthy else "Unhealthy"
    title = ft.Row(
        [
            ft.Text(part.name.capitalize(), size=16, weight=ft.FontWeight.W_600, expand=True),
            ft.Icon(_icon(part.healthy), color=_color(part.healthy), size=20),
            ft.Text(word, color=_color(part.healthy), weight=ft.FontWeight.W_600),
        ],
        spacing=8,
    )
    content = card(stack([title, quiet(part.detail)], gap=8))
    shown = findable(f"component-{part.name}", f"{part.name}: {word}. {part.detail}", content)
    shown.col = {"xs": 12, "md": 6}
    return shown


# --8<-- [end:component]


def overall(status: SystemStatus) -> ft.Control:
    """The whole system in a few words."""
    failing = [part.name for part in status.components if not part.healthy]
    words = f"Needs attention: {', '.join(failing)}" if failing else "All systems healthy"
    healthy = status.overall_healthy
    pill = ft.Container(
        ft.Row(
            [
                ft.Icon(_icon(healthy), color=_on_color(healthy), size=18),
                ft.Text(words, color=_on_color(healthy), weight=ft.FontWeight.W_600),
            ],
            spacing=8,
            tight=True,
        ),
        bgcolor=ft.Colors.PRIMARY_CONTAINER if healthy else ft.Colors.ERROR_CONTAINER,
        border_radius=20,
        padding=ft.Padding.symmetric(horizontal=14, vertical=8),
    )
    return findable("overall", words, pill)


def _icon(healthy: bool) -> ft.IconData:
    return ft.Icons.CHECK_CIRCLE if healthy else ft.Icons.ERROR


def _color(healthy: bool) -> ft.Colors:
    return ft.Colors.PRIMARY if healthy else ft.Colors.ERROR


def _on_color(healthy: bool) -> ft.Colors:
    return ft.Colors.ON_PRIMARY_CONTAINER if healthy else ft.Colors.ON_ERROR_CONTAINER
