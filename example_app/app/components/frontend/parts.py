"""The few shapes that the whole dashboard is made of."""

from collections.abc import Iterable
from datetime import datetime

import flet as ft

GAP = 16


def findable(identifier: str, label: str, content: ft.Control) -> ft.Semantics:
    """What a screen reader says and a test looks for; the key lets a refresh send only changes."""
    return ft.Semantics(
        content=content,
        key=identifier,
        identifier=identifier,
        label=label,
        container=True,
        exclude_semantics=True,
    )


def card(content: ft.Control) -> ft.Card:
    """A panel with a thin border, in light and in dark."""
    return ft.Card(
        ft.Container(content, padding=20),
        variant=ft.CardVariant.OUTLINED,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        margin=0,
        semantic_container=False,
    )


def section(title: str, body: ft.Control) -> ft.Card:
    """A card with a heading."""
    text = ft.Text(title, size=16, weight=ft.FontWeight.W_600)
    heading = ft.Semantics(content=text, heading_level=2, container=True)
    return card(stack([heading, body]))


def stack(controls: list[ft.Control], *, gap: float = GAP) -> ft.Column:
    """Controls below each other, all as wide as the place they are in."""
    return ft.Column(
        controls, spacing=gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )


# --8<-- [start:row]
def row(  # noqa: PLR0913 - one argument for each thing that a row shows
    identifier: str,
    *,
    icon: ft.IconData,
    title: str,
    detail: str,
    value: str,
    color: ft.Colors = ft.Colors.PRIMARY,
) -> ft.Semantics:
    """One line of a list: what it is, what to know about it, and its value."""
    texts = ft.Column([ft.Text(title), quiet(detail)], spacing=2, expand=True)
    end = ft.Text(value, weight=ft.FontWeight.W_600, text_align=ft.TextAlign.END)
    line = ft.Row([ft.Icon(icon, color=color, size=20), texts, end], spacing=12)
    return findable(identifier, f"{title}, {detail}, {value}", line)


# --8<-- [end:row]


def rows(lines: Iterable[ft.Control], empty: str) -> list[ft.Control]:
    """The lines of a list, or why there are none."""
    return list(lines) or [quiet(empty)]


def quiet(text: str) -> ft.Text:
    """Small text of second rank."""
    return ft.Text(text, size=13, color=ft.Colors.ON_SURFACE_VARIANT)


def time_of(moment: datetime) -> str:
    """A moment in UTC, as short as it can be without doubt."""
    return f"{moment:%a %d %b, %H:%M}"
