"""What the search looks at."""

import pytest

from integration_patterns.site.searched import searched


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="tabbed-set views tabbed-alternate" data-tabs="1:4">',
        '<div class="tabbed-labels">',
        '<div class="language-python highlight">',
        '<div class="language-dockerfile highlight">',
        '<div class="doc-signature highlight">',
    ],
)
def test_code_and_the_labels_of_tabs_are_left_out(opening: str) -> None:
    assert searched(opening).startswith('<div data-search-exclude="true" class="')


@pytest.mark.parametrize(
    "html",
    [
        "<p>prose</p>",
        '<div class="language-console highlight">',
        '<div class="language-http highlight">',
        '<div class="tabbed-set tabbed-alternate" data-tabs="1:2">',
    ],
)
def test_prose_and_what_is_printed_is_found(html: str) -> None:
    assert searched(html) == html
