"""The ways a region is offered: unchanged, self-contained, in its file, under test."""

from dataclasses import dataclass

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.include import snippet
from integration_patterns.guide.blocks.region_tests import tests_of
from integration_patterns.guide.blocks.slicing import self_contained
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


@dataclass(frozen=True)
class Code:
    """What a code fence shows in its tabs, and the form that must run alone, shown or not."""

    views: tuple[View, ...]
    alone: View | None = None


def resolve(fence: Fence, project: Project) -> Code:
    """Return the code that a fence includes; a file shown whole has only one tab."""
    code = snippet(fence, project)
    breaks = code.file.is_relative_to(project.breaks)
    region = View(REGION, code.title, code.region.text, breaks)
    if not code.region_name:
        return Code((region,))
    alone = None
    if code.file.suffix == ".py" and not breaks:  # what is wrong on purpose fails on purpose
        alone = View(SELF_CONTAINED, code.title, self_contained(code.source, code.region))
    file = View(FULL_FILE, code.title, code.regions[""].text, breaks)
    tests = [View(TEST, test.name, test.text) for test in tests_of(code, project)]
    views = [region, *filter(None, [alone]), file, *tests]
    first = {view.text: view for view in reversed(views)}
    return Code(tuple(view for view in views if view is first[view.text]), alone)
