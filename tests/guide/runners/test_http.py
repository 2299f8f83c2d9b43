"""Exchanges are sent to the real application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

TRUE = """\
```http
POST /greet HTTP/1.1

Ada

HTTP/1.1 200 OK
x-served-by: sample

{
  "greeting": "Hello, Ada!",
  "state": "state from startup"
}
```
"""


def test_a_true_exchange_is_accepted(sample: Sample) -> None:
    """Status, listed headers and body are what the application answers, lifespan included."""
    assert sample.prove(TRUE).complaints == ()


def test_a_false_status_is_drift(sample: Sample) -> None:
    """The status line is compared."""
    verdict = sample.prove(TRUE.replace("200 OK", "201 Created"))

    assert "+HTTP/1.1 200 OK" in verdict.complaints[-1]


def test_a_header_that_is_not_sent_is_drift(sample: Sample) -> None:
    """A listed header must come."""
    verdict = sample.prove(TRUE.replace("x-served-by", "x-made-by"))

    assert "-x-made-by: sample" in verdict.complaints[-1]


def test_only_the_listed_headers_are_sent(sample: Sample) -> None:
    """Besides the host, which every client sends; no cookie of the answer before goes along."""
    page = "```http\nGET / HTTP/1.1\naccept: text/plain\n\nHTTP/1.1 200 OK\nx-received: \n```\n"

    text = sample.updated(page + page)

    assert text.count("x-received: host accept\n") == 2


def test_update_writes_a_new_response(sample: Sample) -> None:
    """A request alone gets its response, with the content type only."""
    text = sample.updated("> ```http\n> GET / HTTP/1.1\n> ```\n")

    assert text.startswith(
        "> ```http\n> GET / HTTP/1.1\n>\n"
        "> HTTP/1.1 200 OK\n> content-type: application/json\n>\n> {\n"
    )
    assert "x-served-by" not in text


def test_the_updated_page_is_proven(sample: Sample) -> None:
    """What update writes, the proof accepts."""
    text = sample.updated("    ```http\n    GET / HTTP/1.1\n    ```\n")

    assert sample.prove(text).complaints == ()


def test_an_app_that_cannot_start_shows_its_log(sample: Sample) -> None:
    """The complaint holds what the application printed."""
    verdict = sample.prove(TRUE.replace("```http", '```http breaks="boom"'))

    assert "boom" in verdict.complaints[0]
