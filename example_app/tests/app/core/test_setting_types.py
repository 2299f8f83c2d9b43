"""Every setting, given nonsense: one line that names it, in every process."""

import pytest

from app.core.config import Settings, load_settings, refused
from app.core.constants import ExitCode
from app.core.errors import ConfigurationError
from tests.support import processes

TOO_LONG = "http://" + "a" * 64 + ".example"
# --8<-- [start:nonsense]
NONSENSE = {
    "ENVIRONMENT": ["", "prod", "Production"],
    "HOST": ["", " ", "http://0.0.0.0", "a b"],
    "PORT": ["", "eighty", "0", "-1", "65536", "9" * 5000, "nan"],
    "DATABASE_URL": ["", "app.db", "mysql://db/app", "postgresql+psycopg://u:p@SECRET@h/x"],
    "API_TIMEOUT": ["", "soon", "0", "-1", "nan", "inf", "1e999"],
    "API_BASE_URL": ["", "localhost:8000", "gopher://h", "http://", "http://h:port", TOO_LONG],
    "CURRENCY": ["", "euro", "eur", "EUR "],
    "REPORT_CURRENCY": ["", "euro", "€"],
    "RATES_URL": ["", "rates.example", "http://a b", "http://h?key=1", "http://u:p@SECRET/w@h"],
    "RATES_API_KEY": ["", " ", "a\nb", "schlüssel"],
    "EXPORT_DIR": ["", " ", "."],
    "CORS_ORIGINS": ["", "https://a.example", "[", '{"a": 1}', "[1]", '["https://a.example/"]'],
    "ALLOWED_HOSTS": ["", "shop.example", '["https://shop.example"]', "[null]"],
    "TRUSTED_PROXIES": ["", "10.0.0.0/8", '["proxy"]', "[" * 100_000],
    "ROOT_PATH": [" ", "shop", "/shop/", "/../x"],
    "MAX_BODY_BYTES": ["", "-1", "1MB", "9" * 30, "nan"],
    "EXPOSE_DOCS": ["", "maybe", "2"],
    "EXPOSE_DASHBOARD": ["", "maybe"],
    "EXPOSE_JOBS": ["", "maybe"],
    "EXPOSE_HEALTH": ["", "maybe"],
    "LOG_LEVEL": ["", "debug", "TRACE"],
    "LOG_FORMAT": ["", "xml"],
    "INSTANCE_ID": ["", "a" * 256, "\udcff"],
    "SHUTDOWN_GRACE": ["", "-1", "1.5", "9" * 30, "inf"],
}
# --8<-- [end:nonsense]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param(name, value, id=f"{name}-{number}")
        for name, values in NONSENSE.items()
        for number, value in enumerate(values)
    ],
)
def test_nonsense_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Whatever the type: never a traceback, never silence, never the value itself."""
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError) as caught:
        load_settings()

    assert caught.value.message.startswith(f"Settings refused: {name}")
    assert "\n" not in str(caught.value)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("form", ["{}", '["{}"]'], ids=["text", "list"])
@pytest.mark.parametrize(
    "url",
    [
        "https://u:S3CRET@h",
        "postgresql://u:S3CRET@h/x",
        "u:S3CRET@h",
        "https://u:S3CRET w@h",
        "https://u:w/S3CRET@h:port",
    ],
)
@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_password_in_a_wrong_place_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str, form: str
) -> None:
    """A URL that was meant for another setting, or with a slip in it."""
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv(name, form.format(url))

    with pytest.raises(ConfigurationError) as caught:
        load_settings()

    assert "S3CRET" not in str(caught.value)


def test_every_setting_is_tried() -> None:
    """A new one joins the table above."""
    assert list(NONSENSE) == list(Settings.model_fields)


@pytest.mark.parametrize(
    "value", ["[]", '["*"]', '["https://shop.example", "http://127.0.0.1:3000"]']
)
def test_origins_are_a_json_list(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The twin: what is right is read."""
    monkeypatch.setenv("CORS_ORIGINS", value)

    assert len(load_settings().CORS_ORIGINS) == value.count('"') / 2


def test_a_base_url_ends_without_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path follows it, and two slashes are another path."""
    monkeypatch.setenv("API_BASE_URL", "https://ops:p%40ss@api.example/v2/")

    assert load_settings().api_base_url() == "https://ops:p%40ss@api.example/v2"


def test_a_refusal_is_a_configuration_error() -> None:
    """With the exit code that scripts know for a wrong configuration."""
    assert refused("PORT: no").exit_code == ExitCode.CONFIGURATION


# --8<-- [start:processes]
PROCESSES = [
    ["app.entrypoints.webserver"],
    ["app.entrypoints.scheduler"],
    ["app.entrypoints.seed"],
    ["app.components.scheduler.healthcheck"],
    ["app.cli", "health"],
    ["alembic", "upgrade", "head"],
]


@pytest.mark.slow
@pytest.mark.parametrize("command", PROCESSES, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"CORS_ORIGINS": "https://a.example"}, "CORS_ORIGINS: must be a JSON list"),
        ({"PORT": "eighty"}, "PORT: Input should be a valid integer"),
    ],
    ids=["a list", "a number"],
)
def test_no_process_starts_with_nonsense(
    command: list[str], environment: dict[str, str], message: str
) -> None:
    """One line, the exit code of a wrong configuration, nothing written anywhere."""
    with processes.running("-m", *command, env=environment) as process:
        code = process.wait()

    assert (code, len(process.lines)) == (ExitCode.CONFIGURATION, 1)
    assert f"Settings refused: {message}" in process.output


# --8<-- [end:processes]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (PROCESSES[0], ExitCode.CONFIGURATION, "DATABASE_URL must be set in production"),
        (PROCESSES[1], ExitCode.CONFIGURATION, "DATABASE_URL must be set in production"),
        (PROCESSES[5], ExitCode.CONFIGURATION, "DATABASE_URL must be set in production"),
        (PROCESSES[4], ExitCode.UNREACHABLE, "http://127.0.0.1:8000 can't be reached"),
    ],
    ids=["webserver", "scheduler", "alembic", "cli"],
)
def test_production_asks_for_a_database_where_one_is_used(
    command: list[str], code: ExitCode, message: str
) -> None:
    """The command line uses none: it goes on, and looks for the backend."""
    with processes.running("-m", *command, env={"ENVIRONMENT": "production"}) as process:
        assert process.wait() == code

    assert len(process.lines) == 1
    assert message in process.output
