"""The ways a region is offered: as it stands, self-contained, in its file, under test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks.include import snippet
from integration_patterns.guide.blocks.region_tests import tests_of
from integration_patterns.guide.blocks.slices import self_contained

if TYPE_CHECKING:
    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.guide.blocks.include import Snippet
    from integration_patterns.guide.project import Project

REGION = "Region"
SELF_CONTAINED = "Self-contained"
FULL_FILE = "Full file"
TEST = "Test"


@dataclass(frozen=True)
class View:
    """One tab: its label, the path above the code, the code, and whether it is meant to fail."""

    label: str
    title: str
    text: str
    breaks: bool = False


def views(fence: Fence, project: Project) -> list[View]:
    """Return the tabs of a code fence; a file shown whole has only one."""
    code = snippet(fence, project)
    breaks = code.file.is_relative_to(project.breaks)
    shown = [View(REGION, code.title, code.region.text, breaks)]
    if not code.region_name:
        return shown
    if form := _alone(code, project):
        shown.append(form)
    shown.append(View(FULL_FILE, code.title, code.regions[""].text, breaks))
    shown += [View(TEST, test.name, test.text) for test in tests_of(code, project)]
    return [view for n, view in enumerate(shown) if view.text not in [v.text for v in shown[:n]]]


def alone(fence: Fence, project: Project) -> View | None:
    """Return the form that must run alone, also where that is the region itself."""
    return _alone(snippet(fence, project), project)


def _alone(code: Snippet, project: Project) -> View | None:
    """Python runs alone, but what is wrong on purpose fails on purpose."""
    is_broken = code.file.is_relative_to(project.breaks)
    if not code.region_name or code.file.suffix != ".py" or is_broken:
        return None
    return View(SELF_CONTAINED, code.title, _slice(code))


def _slice(code: Snippet) -> str:
    also = [code.regions[need] for need in code.region.needs]
    return self_contained(code.source, code.region, also)
