"""Which tabs are views of one block."""

from integration_patterns.site.views import named

CODE = '<div class="language-python highlight"><span class="filename">a.py</span><pre>x</pre></div>'


def tabs(*blocks: str) -> str:
    inside = "".join(f'<div class="tabbed-block">\n{block}\n</div>\n' for block in blocks)
    return (
        f'<div class="tabbed-set tabbed-alternate"><div class="tabbed-content">{inside}</div></div>'
    )


def test_tabs_with_only_code_are_views_of_one_block() -> None:
    assert named(tabs(CODE, CODE)).startswith('<div class="tabbed-set views tabbed-alternate">')


def test_tabs_with_prose_are_not() -> None:
    mixed = tabs(f"<p>Say:</p>{CODE}", f"{CODE}<p>So.</p>")

    assert named(f"<p>{CODE}</p>{mixed}") == f"<p>{CODE}</p>{mixed}"


def test_each_set_is_told_by_what_it_holds_itself() -> None:
    html = named(tabs("<p>One.</p>") + tabs(CODE))

    assert html == tabs("<p>One.</p>") + tabs(CODE).replace("tabbed-set ", "tabbed-set views ", 1)
