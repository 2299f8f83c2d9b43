""".env.example: exactly the settings there are, each with a value that loads."""

import re

import pytest

from app.core.config import Settings
from integration_patterns.site.written import env_example
from tests.support.processes import EXAMPLE_APP

LINES = (EXAMPLE_APP / ".env.example").read_text().splitlines()
LISTED = {
    match[1]: (match[2], LINES[number - 1])
    for number, line in enumerate(LINES)
    if (match := re.fullmatch(r"#([A-Z_]+)=(.*)", line))
}


def load(text: str, folder: pytest.TempPathFactory) -> Settings:
    path = folder.mktemp("env") / ".env"
    path.write_text(text)
    return Settings(_env_file=path)  # type: ignore[call-arg]  # taken by every settings class


def test_it_is_what_the_settings_say() -> None:
    """After a change: `uv run python -m integration_patterns.site.written.env_example`."""
    assert env_example.FILE.read_text("utf-8") == env_example.text()


def test_a_setting_without_a_default_needs_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """There would be nothing to uncomment."""
    monkeypatch.setattr(Settings.model_fields["RATES_API_KEY"], "examples", None)

    with pytest.raises(ValueError, match="RATES_API_KEY has no default to show"):
        env_example.text()


def test_it_lists_exactly_the_settings_in_their_order() -> None:
    assert list(LISTED) == list(Settings.model_fields)


@pytest.mark.parametrize("name", list(LISTED))
def test_a_value_loads_and_is_the_default_or_an_example(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    value, above = LISTED[name]
    field = Settings.model_fields[name]

    loaded = getattr(load(f"{name}={value}\n", tmp_path_factory), name)

    assert above == f"# {field.description}"
    if field.default is not None and name != "INSTANCE_ID":
        assert loaded == field.default


def test_it_loads_as_a_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uncommented altogether it is a valid file; as it is, it changes nothing."""
    everything = "\n".join(f"{name}={value}" for name, (value, _above) in LISTED.items())

    assert load(everything, tmp_path_factory).model_fields_set == set(Settings.model_fields)
    assert load("\n".join(LINES), tmp_path_factory).model_fields_set == set()


def test_an_unknown_name_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The twin: a line that names no setting stops the start."""
    with pytest.raises(ValueError, match=r"(?i)database_ulr"):
        load("DATABASE_ULR=sqlite:///var/app.db\n", tmp_path_factory)
