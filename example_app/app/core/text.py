"""Text that any database stores."""


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
