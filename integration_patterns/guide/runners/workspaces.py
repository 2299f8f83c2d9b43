"""The workspaces one page uses: its own, those of blocks that are alone or broken, and a twin."""

import re
from datetime import datetime

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.slice_runner import SliceRunner
from integration_patterns.guide.sandbox.template import Template
from integration_patterns.guide.sandbox.workspace import Workspace

OWN = ""
TWIN = "the intact twin"
ALONE = "alone in line "
UTC_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Workspaces:
    """Makes workspaces when first needed, and closes them all."""

    def __init__(self, template: Template, *, update: bool) -> None:
        self.config = template.config
        self.update = update
        self._template = template
        self._workspaces: dict[str, Workspace] = {}

    def of(self, fence: Fence) -> Workspace:
        """Return where a fence runs, with the services it asks for."""
        return self._serving(self._get(self._overlay(fence)), fence)

    def twin_of(self, fence: Fence) -> Workspace:
        """Return the intact copy that what breaks in an overlay must work in, services and all."""
        return self._serving(self._get(TWIN), fence)

    @property
    def slices(self) -> SliceRunner:
        """Where self-contained slices run."""
        return self._template.slices

    def _overlay(self, fence: Fence) -> str:
        name = fence.attributes.get("breaks", OWN)
        if "alone" in fence.attributes and not name:
            return f"{ALONE}{fence.line}"
        folder = self.config.project.breaks / name
        if name and not (folder.is_dir() and any(folder.iterdir())):
            raise fence.error(
                f'there is no overlay "{name}"',
                f"put wrong files into {folder.relative_to(self.config.project.root)}/",
            )
        return name

    def _get(self, name: str) -> Workspace:
        if name not in self._workspaces:
            is_intact = name in {OWN, TWIN} or name.startswith(ALONE)
            overlay = None if is_intact else self.config.project.breaks / name
            self._workspaces[name] = self._template.workspace(overlay)
        return self._workspaces[name]

    @staticmethod
    def _serving(workspace: Workspace, fence: Fence) -> Workspace:
        workspace.set_clock(_stated_time(fence))
        for name in fence.attributes.get("server", "").split():
            workspace.start(name, fence.where)
        return workspace

    def close(self) -> list[PageError]:
        """Stop and remove everything; return what did not stop."""
        problems = []
        for workspace in self._workspaces.values():
            try:
                workspace.close()
            except PageError as problem:
                problems.append(problem)
        return problems


def _stated_time(fence: Fence) -> str:
    """Return the time at which the clocks of a fence start; empty for the real one."""
    at = fence.attributes.get("at", "")
    if "at" in fence.attributes and not _is_time(at):
        raise fence.error(
            f'at="{at}" is not a time', 'write a second in UTC, like at="2026-11-01T08:59:58Z"'
        )
    return at


def _is_time(at: str) -> bool:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return False
    return UTC_SECOND.fullmatch(at) is not None
