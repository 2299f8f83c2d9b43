"""Writes `.env.example` from the settings.

Run it with `python -m integration_patterns.site.written.env_example`.
Each setting is listed with its meaning, and with its default or its example.
"""

import json

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from app.core.config import PROJECT_DIR, Settings

FILE = PROJECT_DIR / ".env.example"
HEAD = """\
# Every setting, with its default or an example. Copy this file to .env and uncomment what differs;
# the environment wins over .env, and a name that is not listed here is refused. Docker Compose
# reads .env, too: names that begin with COMPOSE_, DOCKER_ or POSTGRES_ are left to it.
"""


def text() -> str:
    """The whole file.

    Raises:
        ValueError: A setting has neither a default nor an example.
    """
    return HEAD + "".join(
        f"\n# {field.description}\n#{name}={_value(name, field)}\n"
        for name, field in Settings.model_fields.items()
    )


def _value(name: str, field: FieldInfo) -> str:
    value = field.examples[0] if field.examples else field.default
    if value is None or value is PydanticUndefined:
        raise ValueError(f"{name} has no default to show. fix: add examples=[...] to its Field().")
    if isinstance(value, bool | list):
        return json.dumps(value, separators=(",", ":"))
    return str(value).replace(f"{PROJECT_DIR}/", "")


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
