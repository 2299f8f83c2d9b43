"""A request and its response are coloured as what they are."""

from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Name, Number, Token

EXCHANGE = """\
POST /api/v1/reports?user_id=9 HTTP/1.1
accept: application/json

{"month": "2026-10"}

HTTP/1.1 404 Not Found
content-type: application/problem+json

{
  "detail": "There is no user 9."
}
"""


def tokens(text: str) -> list[tuple[type[Token], str]]:
    return list(get_lexer_by_name("http-exchange").get_tokens(text))


def test_the_response_after_a_request_is_coloured_too() -> None:
    found = tokens(EXCHANGE)

    assert (Name.Function, "POST") in found
    assert (Number.Integer, "404") in found
    assert (Name.Attribute, "content-type") in found
    assert (Name.Tag, '"detail"') in found


def test_nothing_is_lost_or_marked_wrong() -> None:
    found = tokens(EXCHANGE)

    assert "".join(text for _, text in found) == EXCHANGE
    assert Error not in {kind for kind, _ in found}


def test_a_body_that_is_no_json_is_plain_text() -> None:
    found = tokens("GET /metrics\n\nHTTP/1.1 200 OK\n\n# HELP requests\nrequests 3\n")

    assert Error not in {kind for kind, _ in found}
    assert (Token.Text, "# HELP requests\n") in found
