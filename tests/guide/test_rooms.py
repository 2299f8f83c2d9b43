"""The sub-packages that prove the guide depend on each other in one direction."""

import grimp

GUIDE = "integration_patterns.guide"
ABOVE_THE_NEXT = [
    "cli",
    {"mutation", "region_coverage"},
    "publish",
    "proof",
    "runners",
    "sandbox",
    "blocks",
    "config",
    "project",
    "errors",
]


def test_imports_go_down() -> None:
    """What a room hands out never asks for the room that takes it in."""
    graph = grimp.build_graph("integration_patterns", cache_dir=None)

    assert not graph.find_illegal_dependencies_for_layers(ABOVE_THE_NEXT, {GUIDE})
