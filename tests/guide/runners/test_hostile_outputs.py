"""Whatever a command prints, updating twice changes nothing, or it is refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide.blocks import fences
from integration_patterns.guide.blocks import page as pages
from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from tests.guide.conftest import Sample


def console(printed: str) -> str:
    octal = "".join(f"\\0{byte:03o}" for byte in printed.encode())
    return f"# T\n\n```console\n$ printf '%b\\n' '{octal}'\n```\n\nEnd.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "printed",
    [
        "...",
        "a\n...\nb",
        "[..]",
        "$5",
        "    indented\n\ttab",
        "> quoted",
        "# Title",
        "~~~",
        "````",
        "a ```",
        '--8<-- "app/greet.py"',
        "<!-- generated: x -->",
        "<!-- /generated -->",
        "</code></pre><script>alert(1)</script>",
        "&lt; {{ x }} {% y %}",
        "line\\",
        "\n\nafter two blank lines",
        "é 漢 🙂",
    ],
)
def test_an_update_is_true_and_stays(sample: Sample, printed: str) -> None:
    once = sample.updated(console(printed))
    proof = sample.prove(once)
    twice = sample.updated(once)

    assert proof.complaints == ()
    assert twice == once


@pytest.mark.slow
@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("```", 'its output holds a line that reads as "```"'),
        ("```python\nx\n```", 'its output holds a line that reads as "```"'),
        ("$ rm -r /", 'the command prints "$ rm -r /"'),
        ("^C", 'the command prints "^C"'),
        ("[exit code: 3]", 'the command prints "[exit code: 3]"'),
        ("\x1b[31mred\x1b[0m", "its output holds the character U+001B"),
        ("10 %\r20 %", "its output holds the character U+000D"),
        ("nul\x00", "its output holds the character U+0000"),
        ("next\x85line", "its output holds the character U+0085"),
        ("a\u2028b", "its output holds the character U+2028"),
    ],
)
def test_what_a_page_can_not_hold_is_refused_and_the_page_kept(
    sample: Sample, printed: str, reason: str
) -> None:
    before = console(printed)
    verdict = sample.prove(before, update=True)

    assert reason in verdict.complaints[0]
    assert ". fix: " in verdict.complaints[0]
    assert sample.page.read_text() == before


@pytest.mark.slow
def test_a_longer_fence_takes_the_marks_of_a_shorter_one(sample: Sample) -> None:
    """As the refusal advises."""
    longer = console("```").replace("```console", "````console").replace("\n```\n", "\n````\n")

    once = sample.updated(longer)

    assert "\n```\n````\n" in once
    assert sample.prove(once).complaints == ()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_page_keeps_its_line_endings(sample: Sample, ending: str) -> None:
    stale = "# T\n\n```console\n$ python -m app.greet Ada\nHello, Bob!\n```\n\nEnd.\n"
    sample.page.write_bytes(stale.replace("\n", ending).encode())

    sample.update()

    true = stale.replace("Bob", "Ada").replace("\n", ending)
    assert sample.page.read_bytes().decode() == true


@pytest.mark.parametrize("line", ["<!-- /generated -->", "```nonsense"])
def test_a_function_can_not_end_its_block_or_leave_one_open(line: str) -> None:
    block = pages.Generated("docs/page.md", 7, (), "table")

    with pytest.raises(PageError, match=r"^docs/page\.md:7: its output holds a line"):
        pages.check(block, ["", "text", line, ""])


def test_a_block_in_a_quote_is_checked_as_it_is_written() -> None:
    (fence,) = fences.parse("> ```console\n> $ x\n> ```", "docs/page.md")

    pages.check(fence, ["$ x", "", "> a", "~~~"])
    with pytest.raises(PageError, match=r"reads as"):
        pages.check(fence, ["$ x", "```"])
