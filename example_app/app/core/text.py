"""Text that any database stores, and that any terminal shows."""


def storable(text: str, limit: int) -> str:
    r"""The text with what a database refuses spelled out, and cut after `limit` characters.

    PostgreSQL stores no NUL, and no database stores half of a surrogate pair.

    ```py
    from app.core.text import storable

    print(storable("a\x00b \ud800", 100))
    #> a\x00b \ud800
    print(storable("abcdef", 4))
    #> abc…
    ```
    """
    spelled_out = text.encode(errors="backslashreplace").decode().replace("\x00", r"\x00")
    return spelled_out if len(spelled_out) <= limit else f"{spelled_out[: limit - 1]}…"


def one_line(text: str) -> str:
    r"""The text with what would break the line, or move the cursor, spelled out.

    ```py
    from app.core.text import one_line

    print(one_line("first\nsecond \ud800"))
    #> first\nsecond \ud800
    ```
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
