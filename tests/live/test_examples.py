"""Which blocks of a page can be run, and what is recorded of each."""

from pathlib import Path

import pytest

from integration_patterns.guide.errors import PageError
from integration_patterns.live import examples, front_matter, section
from integration_patterns.live.front_matter import Live

PAGE = """---
live:
  files: [app/a.py]
---

# A page

## Try it

```http
POST /x?y=1 HTTP/1.1
x-a: b

{"n": 1}

HTTP/1.1 201 Created
x-c: d

{
  "id": [..]
}
```

## Run it

```console
$ ls
```

```http breaks="boom"
GET /x HTTP/1.1

HTTP/1.1 500 Internal Server Error
```

```console breaks="boom"
$ uv run python -m app.entrypoints.webserver
...
it does not start
[exit code: 3]
```
"""
LIVE = Live(("app/a.py",))


def found(folder: Path, text: str, live: Live = LIVE) -> list[examples.Example]:
    page = folder / "page.md"
    page.write_text(text)
    wrong = folder / "breaks/boom/app/wrong.py"
    wrong.parent.mkdir(parents=True, exist_ok=True)
    wrong.write_text("# --8<-- [start:x]\n1 / 0\n# --8<-- [end:x]\n")
    return examples.find(page, "page.md", live, folder / "breaks")


def test_a_request_is_read_with_what_the_page_has_recorded(tmp_path: Path) -> None:
    first, *_ = found(tmp_path, PAGE)

    assert first.request == {
        "method": "POST",
        "path": "/x?y=1",
        "headers": [["x-a", "b"]],
        "body": '{"n": 1}',
    }
    assert first.expected.status == "HTTP/1.1 201 Created"
    assert first.expected.headers == ("x-c: d",)
    assert first.expected.body == ("{", '  "id": [..]', "}")


def test_what_is_wrong_on_purpose_can_be_run_wherever_it_stands(tmp_path: Path) -> None:
    """A plain command elsewhere can't; positions count every http and console block."""
    all_found = found(tmp_path, PAGE)

    assert [(one.kind, one.position) for one in all_found] == [
        ("http", 0),
        ("http", 2),
        ("start", 3),
    ]
    assert all_found[1].overlay == {"app/wrong.py": "1 / 0\n"}
    assert all_found[2].expected.exit_code == 3


def test_a_request_needs_no_section_and_neither_does_the_order_of_the_hooks(tmp_path: Path) -> None:
    """Unless the page says that they need what a block above has done."""
    text = (
        "## Try it\n\n```http\nGET /a HTTP/1.1\n\nHTTP/1.1 200 OK\n```\n\n## Run it\n\n"
        "```http\nGET /b HTTP/1.1\n\nHTTP/1.1 200 OK\n```\n\n"
        f"```console\n$ {examples.HOOKS}\n1\n```\n\n```console\n$ ls\n1\n```\n"
    )

    assert [one.position for one in found(tmp_path, text)] == [0, 1, 2]
    assert found(tmp_path, text)[2].line == "python -m app.components.backend.hooks"
    live = Live(("app/a.py",), skip={"GET /b": "why"})
    assert [one.position for one in found(tmp_path, text, live)] == [0, 2]


def test_a_break_that_no_page_can_run_is_left_out_by_name(tmp_path: Path) -> None:
    live = Live(("app/a.py",), skip={"boom": "it needs a socket"})

    assert len(found(tmp_path, PAGE, live)) == 1


def test_a_command_is_read_without_what_all_have_in_common(tmp_path: Path) -> None:
    command = '$ uv run python -m app.cli report "a b"'
    (one,) = found(tmp_path, f"## Try it\n\n```console\n{command}\nno\n[exit code: 2]\n```\n")

    assert (one.kind, one.line, one.expected.exit_code) == ("cli", "report 'a b'", 2)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# A page\n", 'has no section "## Try it". fix: add it.'),
        ("## Try it\n\ntext\n", 'page.md:1: "## Try it" holds nothing to run. fix: '),
        (
            "## Try it\n\n```console\n$ ls\n```\n",
            "page.md:3: this block can't run in a page. fix: ",
        ),
    ],
)
def test_a_section_that_can_not_run_is_an_error(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(PageError) as raised:
        found(tmp_path, text)

    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({}, '"live" lists no files'),
        ({"files": ["app/b.py"]}, '"live.files" names "app/b.py", which does not exist. fix: '),
        ({"files": ["app/a.py"], "tests": ["t.py::x"]}, '"live.tests" names "t.py"'),
        ({"files": ["app/a.py"], "file": 1}, 'has the unknown key "file". fix: use files, '),
        ({"files": ["app/a.py"], "open": "x"}, '"live.open" is "x". fix: use one of request, '),
        ({"files": ["app/a.py"], "request": "/x"}, '"live.request" is "/x". fix: write a method '),
    ],
)
def test_front_matter_that_is_wrong_names_the_page_and_the_fix(
    table: dict[str, object], complaint: str
) -> None:
    with pytest.raises(PageError) as raised:
        front_matter.read(table, "docs/page.md", ["app/a.py"])

    assert str(raised.value).startswith("docs/page.md: ")
    assert complaint in str(raised.value)


def test_the_playground_begins_with_the_request_of_its_front_matter() -> None:
    table = {"files": ["app/a.py"], "whole": True, "request": "POST /x?y=1"}
    live = front_matter.read(table, "docs/page.md", ["app/a.py"])

    told = section.playground("playground/", live)

    assert told["request"] == {"method": "POST", "path": "/x?y=1", "headers": [], "body": ""}
