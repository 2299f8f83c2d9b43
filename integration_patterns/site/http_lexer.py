"""Colours a request together with its response; Pygments' own lexer knows one message only."""

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups, using
from pygments.lexers.data import JsonLexer
from pygments.token import Keyword, Literal, Name, Number, Operator, Punctuation, Text, Whitespace

STATUS_LINE = r"(HTTP)(/)(1\.1)( )(\d{3})( .*)?(\n)"


class HttpExchangeLexer(RegexLexer):
    """Request line, headers and body, then status line, headers and body."""

    name = "HTTP exchange"
    aliases: ClassVar[list[str]] = ["http-exchange"]
    url = "https://www.rfc-editor.org/rfc/rfc9112"
    version_added = ""

    tokens: ClassVar[dict[str, list[object]]] = {
        "root": [
            (
                r"([A-Z]+)( )(/\S*)(?:( )(HTTP)(/)(1\.1))?(\n)",
                bygroups(
                    Name.Function,
                    Text,
                    Name.Namespace,
                    Text,
                    Keyword.Reserved,
                    Operator,
                    Number,
                    Whitespace,
                ),
                "headers",
            ),
            (
                STATUS_LINE,
                bygroups(
                    Keyword.Reserved,
                    Operator,
                    Number,
                    Text,
                    Number.Integer,
                    Name.Exception,
                    Whitespace,
                ),
                "headers",
            ),
            (r"[\[{](?:(?!HTTP/1\.1 ).*\n)+", using(JsonLexer)),
            (r".*\n", Text),
        ],
        "headers": [
            (
                r"([\w-]+)(:)([ \t]*)(.*)(\n)",
                bygroups(Name.Attribute, Punctuation, Text, Literal, Whitespace),
            ),
            (r"\n", Whitespace, "#pop"),
            (r"(?=HTTP/1\.1 )", Text, "#pop"),
            (r"(?=[^\n])", Text, "#pop"),
        ],
    }
