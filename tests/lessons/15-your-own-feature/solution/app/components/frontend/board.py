"""The page's layout: where each part goes, and which parts a refresh fills."""

import flet as ft

from app.components.frontend.cards import component_card, overall
from app.components.frontend.header import header
from app.components.frontend.lists import customer_row, job_rows, report_row, run_row
from app.components.frontend.parts import GAP, findable, quiet, rows, section, stack
from app.components.frontend.snapshot import Records, Snapshot

WIDTH = 1120
WIDE: ft.ResponsiveNumber = {"xs": 12, "md": 7}
NARROW: ft.ResponsiveNumber = {"xs": 12, "md": 5}


class Board:
    """One column on a phone, two on a desk; never wider than is good to read."""

    def __init__(self, form: ft.Control) -> None:
        self._state = ft.Row([ft.ProgressRing(width=20, height=20)])
        self._problem = stack([])
        self._components = ft.ResponsiveRow(spacing=GAP, run_spacing=GAP)
        self._reports, self._top, self._jobs, self._runs = (stack([]) for _ in range(4))
        top = section("Top customers of the last month", self._top)
        left = stack([form, section("Newest reports", self._reports), top])
        right = stack([section("Next runs", self._jobs), section("Job runs", self._runs)])
        left.col, right.col = WIDE, NARROW
        lists = ft.ResponsiveRow([left, right], spacing=GAP, run_spacing=GAP)
        parts = [header(self._state), self._problem, self._components, lists]
        self.control = ft.Container(stack(parts), width=WIDTH)

    # --8<-- [start:show]
    def show(self, snapshot: Snapshot) -> None:
        """How each part is and what the database holds; without records, the last ones stay."""
        asked = f"{snapshot.status.checked_at:%H:%M:%S} UTC"
        state = [findable("asked", f"As of {asked}", quiet(asked)), overall(snapshot.status)]
        self._state.controls = state
        self._components.controls = [component_card(part) for part in snapshot.status.components]
        if snapshot.records:
            self._show_records(snapshot.records)
        self.show_problem(snapshot.problem)

    def _show_records(self, records: Records) -> None:
        self._reports.controls = rows(map(report_row, records.reports), "No report was made yet.")
        self._top.controls = rows(map(customer_row, records.top_customers), "Nobody ordered.")
        self._jobs.controls = rows(job_rows(records.schedulers), "No scheduler is running.")
        self._runs.controls = rows(map(run_row, records.runs), "No job has run yet.")

    # --8<-- [end:show]

    def show_problem(self, words: str) -> None:
        """Why what is shown may be old; nothing when it isn't."""
        line = ft.Row(
            [
                ft.Icon(ft.Icons.SYNC_PROBLEM, color=ft.Colors.ON_ERROR_CONTAINER),
                ft.Text(words, color=ft.Colors.ON_ERROR_CONTAINER, expand=True),
            ]
        )
        box = ft.Container(line, bgcolor=ft.Colors.ERROR_CONTAINER, padding=16, border_radius=12)
        self._problem.controls = [findable("problem", words, box)] if words else []
