"""Refuses a `.env` that would be read otherwise than it was meant."""

import os
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream
from dotenv.variables import Variable, parse_variables

from app.core.errors import ConfigurationError

# Compose reads the same file. Its own names, and those of the image that it starts, aren't ours.
COMPOSE_PREFIXES = ("COMPOSE_", "DOCKER_", "POSTGRES_")


def belongs_to_compose(name: str) -> bool:
    """Whether a name in `.env` is none of ours, though it is in our file."""
    return name.upper().startswith(COMPOSE_PREFIXES)


# --8<-- [start:check]
def check_env_file(path: Path, names: Collection[str], environment: Iterable[str]) -> None:
    """Refuse a file that can't be read whole, and a name that is neither ours nor Compose's.

    Args:
        path: The file; it may be missing.
        names: The names of all settings.
        environment: The names of all environment variables.

    Raises:
        ConfigurationError: The message names the line and doesn't repeat its value.
    """
    if not os.path.lexists(path):
        return
    defined = set(environment)
    for binding in parse_stream(StringIO(_text(path))):
        if problem := "; ".join(_problems(binding, names, defined)):
            raise _refused(path, f"line {_line(binding)}: {problem}")
        defined.add(binding.key or "")


def _problems(binding: Binding, names: Collection[str], defined: set[str]) -> Iterator[str]:
    key, value = binding.key, binding.value
    # A line that is none, such as a URL, may hold a password: what isn't a name isn't shown.
    is_name = key is None or key.replace(".", "_").isidentifier()
    if binding.error or not is_name or (key and value is None) or "\n" in (value or ""):
        yield "write NAME=VALUE, and close each quote on its line"
    elif key and key.upper() not in names and not belongs_to_compose(key):
        close = get_close_matches(key.upper(), names, n=1)
        # The end of a key in base64 looks like a name, too.
        shown = repr(key) if close or key.isupper() else "its name"
        yield f"{shown} is no setting" + (f", but {close[0]} is" if close else "")
    else:
        for part in parse_variables(value or ""):
            if isinstance(part, Variable) and part.default is None and part.name not in defined:
                yield f"${{{part.name}}} is defined nowhere above and not in the environment"


# --8<-- [end:check]


def _text(path: Path) -> str:
    try:
        # Also a pipe would be read, and waited for.
        if not path.is_file():
            raise _refused(path, "it is no file")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _refused(path, f"it can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refused(path, "it isn't text in UTF-8") from error
    if "\0" in text:
        raise _refused(path, "it isn't text in UTF-8")
    return text


def _line(binding: Binding) -> int:
    # The parser counts the empty lines above as part of it.
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _refused(path: Path, problem: str) -> ConfigurationError:
    return ConfigurationError(f"Settings refused: {path.name}, {problem}.", f"correct {path}.")
