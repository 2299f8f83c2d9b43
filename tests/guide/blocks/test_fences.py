"""The fence parser reads what the renderer reads, and refuses what it would drop in silence."""

from __future__ import annotations

import pytest

from integration_patterns.guide.blocks.fences import parse
from integration_patterns.guide.errors import PageError


@pytest.mark.parametrize(
    "text",
    [
        "```python\nbody\n```",
        "~~~python\nbody\n~~~",
        "````python\nbody\n````",
        "    ```python\n    body\n    ```",
        "> ```python\n> body\n> ```",
        "> !!! note\n>     ```python\n>     body\n>     ```",
    ],
)
def test_a_fence_is_found_wherever_it_may_stand(text: str) -> None:
    """Either marker, any length, indented or quoted: the body comes without the prefix."""
    (fence,) = parse(text, "page.md")

    assert (fence.language, fence.body) == ("python", ("body",))


def test_a_fence_inside_a_longer_fence_is_text() -> None:
    """Four backticks hold three."""
    (fence,) = parse("````console\n```python\n```\n````", "page.md")

    assert fence.body == ("```python", "```")


def test_attributes_are_read() -> None:
    """Attributes are key="value" after the language."""
    (fence,) = parse('```python hl_lines="2 3"\nx\n```', "page.md")

    assert fence.attributes == {"hl_lines": "2 3"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a\n```python\nx",
            'page.md:2: this fence is never closed. fix: end it with a line "```".',
        ),
        ("```python\nx\n```python\ny\n```", "page.md:1: this fence is never closed"),
        ("    ```python\n  x\n    ```", "page.md:2: the line is indented less than its fence"),
        ("```rust\n```", 'page.md:1: unknown language "rust"'),
        ("```\nx\n```", 'page.md:1: "```" does not name a language'),
        ("``` { .python }\nx\n```", "does not name a language"),
        ("```python {hl_lines='1'}\nx\n```", "cannot read"),
        ('```python title="x.py"\nx\n```', 'does not take the attribute "title"'),
        ('```python hl_lines="1" hl_lines="2"\nx\n```', "is given twice"),
        ("- ```python\n  x\n  ```", "a fence on the line of its list marker"),
        ("1. ~~~python\n", "a fence on the line of its list marker"),
        ("```python``` inline", "inline code of three backticks"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    """Each refusal says where, what and how to fix it."""
    with pytest.raises(PageError) as refusal:
        parse(text, "page.md")

    assert message in str(refusal.value)
