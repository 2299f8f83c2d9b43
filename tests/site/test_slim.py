"""What is taken out of highlighted code, and what stays."""

from integration_patterns.site.slim import slimmed

LINES = (
    '<span id="__line-0-1"><span class="kn">import</span><span class="w"> </span>'
    '<span class="nn">re</span>\n</span>'
    '<span id="__line-0-2"><span class="hll"><span class="n">x</span><span class="o">=</span>1\n'
    "</span></span>"
)


def test_what_has_the_colour_of_the_text_needs_no_span() -> None:
    html = f'<div class="language-python highlight"><pre><code>{LINES}</code></pre></div>'

    assert slimmed(html) == (
        '<div class="language-python highlight"><pre><code><span class="kn">import</span> '
        '<span class="nn">re</span>\n<span class="hll">x=1\n</span></code></pre></div>'
    )


def test_a_terminal_keeps_its_lines_without_their_ids() -> None:
    """Copying tells by them which lines are commands."""
    html = (
        '<div class="language-console highlight"><pre><code><span id="__line-1-1">'
        '<span class="gp">$ </span>ls\n</span></code></pre></div>'
    )

    assert slimmed(html) == (
        '<div class="language-console highlight"><pre><code><span>'
        '<span class="gp">$ </span>ls\n</span></code></pre></div>'
    )


def test_prose_is_left_alone() -> None:
    html = '<p><span class="n">name</span> <span class="md-ellipsis"><span>a</span></span></p>'

    assert slimmed(html) == html
