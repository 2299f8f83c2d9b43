"""Folders on a page are compared with those on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow


def test_a_tree_is_drawn_from_disk(sample: Sample) -> None:
    """Folders first, down to the depth asked for."""
    text = sample.updated('```tree of="breaks" depth="2"\n```\n')

    assert text == '```tree of="breaks" depth="2"\nbreaks/\n└── boom/\n    └── app/\n```\n'


def test_a_file_that_is_gone_is_drift(sample: Sample) -> None:
    """The tree on the page is the tree on disk."""
    text = sample.updated('```tree of="app"\n```\n')
    (sample.root / "app" / "serve.py").unlink()

    assert "-├── serve.py" in sample.prove(text).complaints[-1]


@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ('```tree of="nowhere"\n```\n', 'there is no folder "nowhere"'),
        ('```tree of="app" depth="x"\n```\n', 'depth="x" is not a number'),
    ],
)
def test_what_is_refused(fence: str, message: str, sample: Sample) -> None:
    """A block that names nothing proves nothing."""
    assert message in sample.prove(fence).complaints[0]
