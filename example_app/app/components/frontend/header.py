"""The top of the page: what this is, and at the other end how it is."""

import flet as ft

from app.components.frontend.parts import quiet


def header(state: ft.Control) -> ft.Control:
    """One line on a desk, two on a phone."""
    logo = ft.Container(
        ft.Icon(ft.Icons.RECEIPT_LONG, color=ft.Colors.ON_PRIMARY_CONTAINER),
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        border_radius=12,
        padding=12,
    )
    title = ft.Text("Reports on orders", size=26, weight=ft.FontWeight.W_700)
    heading = ft.Semantics(content=title, heading_level=1, container=True)
    names = ft.Column([heading, quiet("Dashboard, all times in UTC")], spacing=0)
    return ft.Row(
        [ft.Row([logo, names], spacing=14, tight=True), ft.Row([state], tight=True)],
        wrap=True,
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
        run_spacing=12,
    )
